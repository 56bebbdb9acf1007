import { createHash, randomUUID } from 'node:crypto'
import { canonicalJson, type Json, type JsonObject, type Masked } from '@pilot-ledger/kernel'
import type { Entry, Forge } from './stores.spec-support'

/** What a forger may have wanted, and how he goes about it: whatever else he changes, he makes it fit. */
export const ALTERATIONS: readonly [what: string, forge: Forge][] = [
  ['an invoice’s amount', data('InvoiceIssued', 0, { share: '1.00' })],
  ['sixteen invoices', all('InvoiceIssued', 16, (it) => with_(it, { tax: '0.01' }))],
  ['an invoice’s number', data('InvoiceIssued', 40, { invoice: { kind: 'digital', number: '25440000000000099999' } })],
  ['a payment’s amount', data('PaymentReceived', 3, { share: '9999999.00', total: '9999999.00' })],
  ['a payment’s day', data('PaymentReceived', 57, { receivedOn: '2025-01-01' })],
  ['a payment’s payer', data('PaymentReceived', 9, { payer: { id: { scheme: 'person', value: 'x' }, name: '他人' } })],
  ['a contract’s amount', data('ContractSigned', 0, { amount: '30000000.00' })],
  [
    'a contract’s client',
    data('ContractSigned', 12, { client: { id: { scheme: 'person', value: 'x' }, name: '他人' } }),
  ],
  ['a contract’s title by one character', of('ContractSigned', 81, (it) => with_(it, { title: `${it.data.title}。` }))],
  ['a contract’s day of signing', data('ContractSigned', 30, { signedOn: '2024-11-01' })],
  ['an amendment', data('ContractAmended', 0, { delta: '700000.00', newAmount: '1000000.00' })],
  ['a batch’s yield', data('BatchRun', 5, { yieldPercent: '99.9' })],
  ['a batch’s product', data('BatchReleased', 5, { by: '他人' })],
  ['the hash of evidence', data('EvidenceAttached', 7, { sha256: 'f'.repeat(64) })],
  ['an approval’s number', data('DrugApprovalObtained', 0, { approvalNo: '国药准字H20259999' })],
  ['a published figure', data('FigurePublished', 4, { value: '99' })],
  ['all twenty-two published figures', all('FigurePublished', 22, (it) => with_(it, { value: '1' }))],
  ['a platform’s name', data('PlatformRegistered', 2, { name: '另一平台' })],
  ['a platform’s recognition', data('PlatformRecognized', 0, { on: '2023-11' })],
  ['a target', data('TargetSet', 0, { atLeast: '1' })],
  ['a decision of a city', data('ApplicationDecided', 7, { on: '2025-01-01' })],
  ['the second person of a close', data('PeriodClosed', 0, { approvedBy: '另一人' })],
  ['the totals of a closed month', all('PeriodClosed', 1, withOtherTotals)],
  [
    'the totals of a closed month and of its proposal',
    (it) => all('CloseProposed', 1, withOtherTotals)(all('PeriodClosed', 1, withOtherTotals)(it)),
  ],
  ['a claim', of('AssessmentSubmitted', 0, (it) => with_(it, { claims: [] }))],
  ['a verified value', data('ValueVerified', 0, { value: '14' })],
  ['the second person of a grade', data('GradeConfirmed', 1, { by: '另一人' })],
  ['a grade', data('GradeProposed', 0, { grade: 'excellent', score: '99.00' })],
  ['a sealed score, its hash with it', of('ResultSealed', 0, withOtherScore)],
  ['a subsidy', data('SubsidyDetermined', 0, { amount: '1000000.00' })],
  ['a line of a bank’s statement', of('StatementLinesKept', 0, (it) => with_(it, { lines: [] }))],
  ['a match', data('LinesMatched', 2, { rule: 'manual' })],
  ['who recorded an entry', metadata('PaymentReceived', 20, { actor: '他人' })],
  ['to what an entry belongs', metadata('PaymentReceived', 20, { correlationId: 'x' })],
  ['the key of a request', metadata('InvoiceIssued', 60, { idempotencyKey: 'x' })],
  ['the hash of a request', metadata('ContractSigned', 60, { requestHash: '0'.repeat(64) })],
  ['a member more in the metadata', metadata('ContractSigned', 60, { approvedBy: '他人' })],
  [
    'a member less in the data',
    of('PaymentReceived', 30, ({ data: { payer: _, ...others }, ...it }) => ({ ...it, data: others })),
  ],
  ['the salt of what may be masked', masked((it) => ({ ...it, salt: Buffer.alloc(16, 1).toString('base64') }))],
  ['what may be masked', masked((it) => ({ ...it, fields: it.fields.slice(1) }))],
  ['that anything may be masked', masked(() => undefined)],
  ['an id', of('PaymentReceived', 11, (it) => ({ ...it, id: randomUUID() }))],
  ['a type', of('PaymentReceived', 11, (it) => ({ ...it, type: 'PaymentRefunded' }))],
  ['a version', of('PaymentReceived', 11, (it) => ({ ...it, version: 2 }))],
  ['when an entry was recorded, by a millisecond', last((it) => ({ ...it, recordedAt: it.recordedAt + 1 }))],
  [
    'when everything was recorded, by a day',
    (all_) => all_.map((it) => ({ ...it, recordedAt: it.recordedAt - 86_400_000 })),
  ],
  ['the last five cut off', (it) => it.slice(0, -5)],
  ['the last one cut off', (it) => it.slice(0, -1)],
  ['everything cut off', () => []],
  ['an invoice left out', (it) => fitting(it.filter((_, i) => i !== nth(it, 'InvoiceIssued', 2)))],
  ['a voiding left out', (it) => fitting(it.filter(({ type }) => type !== 'EntryVoided'))],
  ['corrections left out', (it) => fitting(it.filter(({ type }) => type !== 'EntryCorrected'))],
  ['a contract left out', (it) => it.filter(({ stream }) => stream !== it[16].stream)],
  ['a platform left out', (it) => it.filter(({ stream }) => stream !== it[0].stream)],
  [
    'an entry put in',
    (it) => fitting(it.toSpliced(500, 0, { ...it[nth(it, 'PaymentReceived', 0)], ...fresh(it[500]) })),
  ],
  ['an entry doubled', (it) => fitting(it.toSpliced(61, 0, { ...it[60], id: randomUUID() }))],
  [
    'two neighbours of two streams exchanged',
    (it) =>
      it.with(30, { ...it[29], recordedAt: it[30].recordedAt }).with(29, { ...it[30], recordedAt: it[29].recordedAt }),
  ],
  ['the contents of two payments exchanged', exchanged],
  ['a stream under another name', (it) => it.map((e) => (e.stream === it[16].stream ? { ...e, stream: OTHER } : e))],
  [
    'a payment moved to another contract',
    (it) =>
      fitting(
        it.map((e, i) =>
          i === nth(it, 'PaymentReceived', 5) ? { ...e, stream: it[nth(it, 'PaymentReceived', 6)].stream } : e,
        ),
      ),
  ],
  [
    'two contracts’ streams exchanged',
    (it) =>
      it.map((e) => ({
        ...e,
        stream: e.stream === it[16].stream ? it[28].stream : e.stream === it[28].stream ? it[16].stream : e.stream,
      })),
  ],
  ['a history of its own from the middle on', (it) => it.map((e, i) => (i < 400 ? e : { ...e, id: randomUUID() }))],
]

/** The name that a contract's stream gets. */
const OTHER = `engagement-${randomUUID()}`
const fresh = ({ recordedAt }: Entry) => ({ id: randomUUID(), recordedAt })

/** Of such entries the n-th, from 0. */
function nth(entries: readonly Entry[], type: string, n: number): number {
  const found = entries.flatMap((it, i) => (it.type === type ? [i] : []))[n]
  if (found === undefined) throw new Error(`there is no ${type} ${n}`)
  return found
}

function of(type: string, n: number, change: (entry: Entry) => Entry): Forge {
  return (entries) => {
    const at = nth(entries, type, n)
    return entries.with(at, change(entries[at]))
  }
}
function data(type: string, n: number, changed: JsonObject): Forge {
  return of(type, n, (it) => with_(it, changed))
}
function metadata(type: string, n: number, changed: JsonObject): Forge {
  return of(type, n, (it) => ({ ...it, metadata: { ...it.metadata, ...changed } as Entry['metadata'] }))
}
function masked(change: (masked: Masked) => Masked | undefined): Forge {
  return of('ContractSigned', 2, (it) => {
    const { masked: before, ...others } = it.metadata
    if (!before) throw new Error('nothing of it may be masked')
    const after = change(before)
    return { ...it, metadata: { ...others, ...(after && { masked: after }) } }
  })
}
function last(change: (entry: Entry) => Entry): Forge {
  return (entries) => entries.with(-1, change(entries[entries.length - 1]))
}
function all(type: string, count: number, change: (entry: Entry) => Entry): Forge {
  return (entries) => {
    const found = entries.flatMap((it, i) => (it.type === type ? [i] : [])).slice(0, count)
    if (found.length < count) throw new Error(`there are only ${found.length} ${type}`)
    return entries.map((it, i) => (found.includes(i) ? change(it) : it))
  }
}
function with_(entry: Entry, changed: JsonObject): Entry {
  return { ...entry, data: { ...entry.data, ...changed } }
}

/** Revisions as the order makes them. */
function fitting(entries: readonly Entry[]): readonly Entry[] {
  const heads = new Map<string, number>()
  return entries.map((it) => {
    const revision = (heads.get(it.stream) ?? -1) + 1
    heads.set(it.stream, revision)
    return { ...it, revision }
  })
}

function exchanged(entries: readonly Entry[]): readonly Entry[] {
  const [a, b] = [nth(entries, 'PaymentReceived', 1), nth(entries, 'PaymentReceived', 2)]
  return entries.with(a, { ...entries[a], data: entries[b].data }).with(b, { ...entries[b], data: entries[a].data })
}

/** Invoiced a million more, contract by contract as before. */
function withOtherTotals(entry: Entry): Entry {
  const totals = (entry.data.totals as unknown as { column: string; closing: string }[]).map((it) =>
    it.column === 'invoiced' ? { ...it, closing: '9251999.81' } : it,
  )
  return with_(entry, { totals: totals as unknown as Json })
}

function withOtherScore(entry: Entry): Entry {
  const snapshot = { ...(entry.data.snapshot as JsonObject), total: '99.00' }
  const hash = createHash('sha256').update(canonicalJson(snapshot)).digest('hex')
  return with_(entry, { snapshot, hash })
}
