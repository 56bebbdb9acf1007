import { ENGAGEMENT_EVENTS, type EngagementContent, type InvoiceKey } from '@pilot-ledger/engagements'
import type { Fields } from '@pilot-ledger/kernel'
import { type Condition, type IntakeRecord, SHEETS, type Sheet, type SheetKind } from '../columns'

type Values = IntakeRecord['values']
type EventType = EngagementContent['type']
/** A field of an event as a row says it; undefined where it does not. */
type Reading = (values: Values) => unknown

/**
 * What a row says, as the contents of entries: a contract's row may also register it, a batch's release or reject it. A payer or
 * holder without an identity is left so: who it is depends on the contract (`withKnownParty`). Not judged here.
 */
export function contentsOf(
  { kind, values, own, papers = [] }: IntakeRecord,
  platform: string,
): readonly EngagementContent[] {
  const { says, byDefault } = FORMS.get(kind) as SheetForm
  const its = own ? values : withDefaults(values, byDefault)
  const contents: { type: EventType; data: Record<string, unknown> }[] = []
  for (const { type, when, readings } of says) {
    if (when && !holds(when, its)) continue
    const data: Record<string, unknown> = type === 'ContractSigned' ? { platform } : {}
    for (const [name, read] of readings) {
      const value = read(its)
      // The log takes no undefined.
      if (value !== undefined) data[name] = value
    }
    contents.push({ type, data })
  }
  // An invoice's file is the paper of the invoice, and of nothing else that comes in files of its own.
  for (const { sha256, fileName, pages = 1, isAttached } of papers)
    if (!isAttached) contents.push({ type: 'EvidenceAttached', data: { sha256, kind: '发票', fileName, pages } })
  return contents as EngagementContent[]
}

/** A file that is read has them all; records that a program made may not. */
function withDefaults(values: Values, byDefault: Values): Values {
  for (const field in byDefault) if (values[field] === undefined) return { ...byDefault, ...values }
  return values
}

const holds = ({ field, is }: Condition, values: Values) =>
  values[field] !== undefined && (is === undefined || is.includes(String(values[field])))

interface SheetForm {
  readonly byDefault: Values
  readonly says: readonly {
    readonly type: EventType
    readonly when?: Condition
    readonly readings: readonly (readonly [name: string, Reading])[]
  }[]
}
const FORMS: ReadonlyMap<SheetKind, SheetForm> = new Map(SHEETS.map((it) => [it.kind, formOf(it)]))

function formOf({ columns, says }: Sheet): SheetForm {
  const byDefault = Object.fromEntries(
    columns.flatMap((it) => (it.byDefault === undefined ? [] : [[it.field, it.byDefault]])),
  )
  return {
    byDefault,
    says: says.map(({ type, when }) => {
      const names = new Set(columns.flatMap(({ of }) => of[type]?.split('/')[0] ?? []))
      const columnAt = (path: string) => columns.find(({ of }) => of[type] === path)?.field ?? ''
      return { type, ...(when && { when }), readings: [...names].map((it) => [it, readingOf(type, it, columnAt)]) }
    }),
  }
}

/** What people write where no other public money pays: it must not read as the name of a project. */
const NONE = /^(无|没有|暂无|否|不适用|none|no|n\/a)?$/i

function readingOf(type: EventType, name: string, columnAt: (path: string) => string): Reading {
  const fields: Fields = ENGAGEMENT_EVENTS.of(type).fields
  const { form, optional } = fields[name]
  const field = columnAt(name)
  switch (form.kind) {
    case 'party':
      return partyAt(...(['/name', '/id/value', '/id/scheme', '/id/country'].map((it) => columnAt(name + it)) as Four))
    case 'invoice': {
      const [number, code] = [columnAt(`${name}/number`), columnAt(`${name}/code`)]
      return (v) => (optional && v[number] === undefined ? undefined : invoiceKey(v[number], v[code]))
    }
    case 'whole':
      return (v) => Number(v[field])
    case 'flag':
      return (v) => (v[field] === undefined ? undefined : v[field] === 'yes')
    case 'choices':
    case 'texts':
      return optional ? (v) => v[field] : (v) => v[field] ?? []
    default:
      if (name === 'otherFunding') return (v) => (NONE.test(String(v[field] ?? '').trim()) ? undefined : v[field])
      return (v) => v[field]
  }
}

function invoiceKey(number: Values[string] | undefined, code: Values[string] | undefined): InvoiceKey {
  const key = { number: String(number ?? ''), ...(code !== undefined && { code: String(code) }) }
  const digital = key.number.length === 20
  return (digital ? { kind: 'digital', ...key } : { kind: 'traditional', code: '', ...key }) as InvoiceKey
}

type Four = [string, string, string, string]
/** Without an identity where the row names none. */
function partyAt(...[nameAt, valueAt, schemeAt, countryAt]: Four): Reading {
  return (v) => {
    const [name, value, country] = [String(v[nameAt] ?? ''), v[valueAt], v[countryAt]]
    if (value === undefined) return { name }
    return { id: { scheme: v[schemeAt] ?? 'uscc', value, ...(country !== undefined && { country }) }, name }
  }
}

const COLUMNS = new Map(SHEETS.flatMap(({ says, columns }) => says.map(({ type }) => [type, columns] as const)))

/** `/client/id/value` of a signing is the field `clientId`; undefined for what concerns the row as a whole. */
export function fieldOf(type: EventType, pointer: string): string | undefined {
  const path = pointer.split('/').slice(1)
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length).join('/')
    const column = COLUMNS.get(type)?.find(({ of }) => of[type] === at || of[type]?.startsWith(`${at}/`))
    if (column) return column.field
  }
  return path[0]
}
