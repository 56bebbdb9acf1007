import { type InvoiceKey, invoiceKeyText } from '@pilot-ledger/engagements/definitions'
import type { AnyEventDefinition } from '@pilot-ledger/kernel'
import type { Params, SendRoute } from '../../api/ask'

type Values = Readonly<Record<string, unknown>>

/** Where a new entry is sent, and what of the form goes into the address instead of the body. */
export function routeOf(
  { type, route }: AnyEventDefinition,
  id: string,
  values: Values,
): { route: SendRoute; params: Params; body: Values } {
  if (!route) throw new Error(`no route records ${type}`)
  const { path, fromPath = {} } = route
  return {
    route: `POST /api/engagements/{id}/${path.replace(/:(\w+)/g, '{$1}')}`,
    params: {
      id,
      ...Object.fromEntries(Object.entries(fromPath).map(([field, part]) => [part, inPath(values[field])])),
    },
    body: Object.fromEntries(Object.entries(values).filter(([field]) => !(field in fromPath))),
  }
}

/** An invoice is typed in parts, or chosen by the one text it has in addresses. */
const inPath = (value: unknown) => (typeof value === 'object' ? invoiceKeyText(value as InvoiceKey) : String(value))
