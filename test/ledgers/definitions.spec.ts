import type { RecordedEvent } from '@pilot-ledger/event-log'
import { CLOSING_EVENTS, RECONCILIATION_EVENTS } from '@pilot-ledger/finance'
import {
  type AnyEventDefinition,
  CHANGE_EVENTS,
  type Fields,
  grouped,
  refuseFields,
  streamName,
} from '@pilot-ledger/kernel'
import { LEDGER_EVENTS } from '@pilot-ledger/service'
import Ajv2020 from 'ajv/dist/2020'
import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { ACCOUNT, BankFixture, MAP, PLATFORM } from '../../libs/finance/src/reconciliation/bank-fixture.spec-support'
import { openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { CLOSES, CLOSING, ClosingFixture } from '../finance/closing-fixture.spec-support'

/** The kinds of stream whose events are defined, by the start of their names. */
const DEFINED = [
  'engagement-',
  'platform-',
  'programme-',
  'reconciliation-',
  'statement-',
  'closing-',
  'round-',
  'scheme-',
]
/** Two kinds of stream may hold events of one type. */
const definitions = grouped(LEDGER_EVENTS, ({ type }) => type)
const ajv = new Ajv2020({ strict: false, validateFormats: false })

/** What of an entry is not as its definition says, or that it has none; of a correction and of what waits, of the contents in it. */
function faultsOf({ type, data }: { readonly type: string; readonly data: object }): string[] {
  if (type in CHANGE_EVENTS) {
    const { content, change = {} } = data as {
      content?: RecordedEvent
      change?: { content?: RecordedEvent; contents?: RecordedEvent[] }
    }
    return [content, change.content, ...(change.contents ?? [])].flatMap((it) => (it ? faultsOf(it) : []))
  }
  const known = (definitions.get(type) ?? []).map((it) => faultOf(it, data))
  return known.includes(undefined) ? [] : [`${type}: ${known.join(' / ') || 'is not defined'}`]
}

function faultOf({ fields }: AnyEventDefinition, data: object): string | undefined {
  const refusal = refuseFields(fields, data)
  if (refusal) return `${refusal.pointer} ${refusal.code}`
  const values = data as Readonly<Record<string, unknown>>
  const shaped = Object.entries(fields as Fields).filter(([name, { form }]) => form.kind === 'shaped' && name in values)
  return shaped.find(([name, { form }]) => !ajv.validate(form.schema, values[name]))?.[0]
}

test('given every definition, then it is summed up in fields that it has', () => {
  const named = (part: AnyEventDefinition['summary'][number]) => {
    if (typeof part === 'string') return [part]
    if ('sign' in part) return []
    if ('labelled' in part) return [part.labelled]
    return 'joined' in part ? part.joined : [part.share, part.of]
  }
  const unknown = LEDGER_EVENTS.flatMap(({ type, fields, summary }) =>
    summary.flatMap(named).flatMap((it) => (it in fields ? [] : [`${type} ${it}`])),
  )
  expect(unknown).toEqual([])
})

describe('given all that the demonstration recorded', () => {
  let fixture: Awaited<ReturnType<typeof openDemonstrationFixture>>
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
  }, 60_000)
  afterAll(() => fixture.close())

  it('then every entry is as its definition says', async () => {
    const faults: string[] = []
    const met = new Set<string>()
    for await (const page of fixture.ledger.log.readAll())
      for (const it of page.filter(({ stream }) => DEFINED.some((kind) => stream.startsWith(kind)))) {
        met.add(it.stream.slice(0, it.stream.indexOf('-') + 1))
        faults.push(...faultsOf(it))
      }
    expect([...met].sort()).toEqual([...DEFINED].sort())
    expect(faults).toEqual([])
  })
})

test('given a month that is rejected, closed, restated and opened again, then every event of closes is as it is defined', async () => {
  const fixture = await ClosingFixture.open()
  const june = `${CLOSING}/closes/2025-06`
  const propose = async () =>
    fixture.must('finance', `${CLOSING}/closes`, await fixture.proposal('2025-06', '2025-06-01', '2025-06-30'))
  const contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  await propose()
  await fixture.must('chief', `${june}/rejection`, { reason: '漏记发票' })
  await propose()
  await fixture.invoice(contract, 1, '600.00', '2025-06-20')
  const { sinceProposal } = (await fixture.get(`${CLOSES}/2025-06`)).body
  await fixture.must('chief', `${june}/approval`, { seen: sinceProposal.last })
  const late = await fixture.invoice(contract, 2, '100.00', '2025-06-21')
  await fixture.get(`${CLOSES}/2025-06/variance`)
  await fixture.must('evaluator', `${CLOSING}/restatements/${late}/approval`, { note: '已核对' })
  await fixture.must('finance', `${june}/reopening`, { reason: '误结' })
  await fixture.must('chief', `${june}/reopening/rejection`, { reason: '未误结' })
  await fixture.must('finance', `${june}/reopening`, { reason: '误结' })
  await fixture.must('chief', `${june}/reopening/approval`)
  const { events } = await fixture.fixture.log.readStream(streamName('closing', OURS))
  await fixture.close()
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(CLOSING_EVENTS.all.map(({ type }) => type)))
  expect(events.flatMap(faultsOf)).toEqual([])
})

test('given a month of bank work, then every event of it is as it is defined', async () => {
  const fixture = await (await BankFixture.open()).withAccount()
  const { columnMap } = (await fixture.get('accounts')).accounts[0]
  await fixture.done('column-maps', { account: ACCOUNT, columnMap: { ...columnMap, sheet: '流水' }, reason: '换格式' })
  await fixture.done('column-maps', { account: ACCOUNT, columnMap: MAP })
  await fixture.done('account-days', { account: ACCOUNT, openedOn: '2025-06-01' })
  const target = await fixture.pay(await fixture.contract('JM-1', '2000.00'), 'R-1', '1000.00')
  const lines = ['2025-06-10,1000.00,,1000.00,示例光电科技有限公司,R-1,', '2025-06-11,9.00,,1009.00,某公司,R-2,工资']
  const statement = (await fixture.bring(lines)).body.statement
  const { matches } = await fixture.done('matches/runs', {})
  await fixture.done(`matches/${matches[0]}/undoing`, { reason: '误配' })
  const [line, other] = [`${statement}.1`, `${statement}.2`]
  const { match } = await fixture.done('matches', {
    lines: [{ line, amount: '999.00' }],
    targets: [{ target, amount: '1000.00' }],
    adjustment: { kind: '手续费', reason: '费' },
    note: '人工',
  })
  await fixture.done(`matches/${match}/undoing`, { reason: '误配' })
  await fixture.pay(await fixture.contract('JM-2', '2000.00'), 'R-7', '9.00', { receivedOn: '2025-06-11' })
  const suggested = (await fixture.done('matches/runs', {})).matches
  for (const it of suggested) await fixture.post(`matches/${it}/confirmation`, {})
  const { items } = await fixture.get('queues')
  await fixture.done('waivers', { items: [items[0].id], reason: '质保金', until: '2025-12-31' })
  for (const it of (await fixture.get('matches')).matches)
    if (it.state !== 'undone') await fixture.done(`matches/${it.match}/undoing`, { reason: '误配' })
  const aside = await fixture.done(`lines/${other}/setting-aside`, { reason: '工资' })
  await fixture.done('voids', { voids: aside.entryId, reason: '误' })
  await fixture.done(`statements/${statement}/voiding`, { reason: '误' })
  const { events } = await fixture.log.readStream(streamName('reconciliation', PLATFORM))
  await fixture.close()
  // Lines no longer follow in entries of their own: those stand only in ledgers of before.
  const written = RECONCILIATION_EVENTS.all.map(({ type }) => type).filter((it) => it !== 'StatementLinesBrought')
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set([...written, 'EntryVoided']))
  expect(events.flatMap(faultsOf)).toEqual([])
})
