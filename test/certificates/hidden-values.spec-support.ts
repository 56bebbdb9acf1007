import type { RecordedEvent } from '@pilot-ledger/event-log'

/** Streams that figures are made of. */
const SHOWN = /^(engagement|platform|programme)-/
/** Published by the bureau: titles of its own. */
const PUBLIC = new Set(['CallOpened', 'PolicyIssued', 'TargetSet'])
const PARTIES = new Set(['client', 'payer', 'holder', 'party', 'headOffice'])
const HIDDEN = new Set([
  ...PARTIES,
  ...['title', 'products', 'productsAdded', 'product', 'variety', 'approvalNo', 'certificateNo', 'registrationNo'],
  ...['bankReference', 'refundReference', 'reason', 'acceptedBy', 'fileName', 'sha256', 'otherFunding'],
])
/** Words that are a kind of party and no name. */
const SCHEMES = new Set(['uscc', 'foreign', 'person', 'DE'])

/** What of an entry outsiders must not be shown, listed apart from its definition. */
export function hiddenValuesIn({ stream, type, data }: RecordedEvent): string[] {
  if (!SHOWN.test(stream) || PUBLIC.has(type)) return []
  return valuesUnder(data).filter((it) => !SCHEMES.has(it))
}

/** Also within others; lists item by item. */
function valuesUnder(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return HIDDEN.has(name) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((it) => valuesUnder(it, name))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, its]) => valuesUnder(its, PARTIES.has(name) ? name : key))
}
