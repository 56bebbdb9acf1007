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
import { ACCOUNT, BankTown, MAP, PLATFORM } from '../../libs/finance/src/reconciliation/bank-town.spec-support'
import { openDemonstrationTown } from '../end-to-end/demonstration-town.spec-support'
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
  let town: Awaited<ReturnType<typeof openDemonstrationTown>>
  beforeAll(async () => {
    town = await openDemonstrationTown()
  }, 60_000)
  afterAll(() => town.close())

  it('then every entry is as its definition says', async () => {
    const faults: string[] = []
    const met = new Set<string>()
    for await (const page of town.ledger.log.readAll())
      for (const it of page.filter(({ stream }) => DEFINED.some((kind) => stream.startsWith(kind)))) {
        met.add(it.stream.slice(0, it.stream.indexOf('-') + 1))
        faults.push(...faultsOf(it))
      }
    expect([...met].sort()).toEqual([...DEFINED].sort())
    expect(faults).toEqual([])
  })
})

test('given a month that is rejected, closed, restated and opened again, then every event of closes is as it is defined', async () => {
  const town = await ClosingFixture.open()
  const june = `${CLOSING}/closes/2025-06`
  const propose = async () =>
    town.must('finance', `${CLOSING}/closes`, await town.proposal('2025-06', '2025-06-01', '2025-06-30'))
  const contract = await town.sign('JM-100', { signedOn: '2025-06-10' })
  await propose()
  await town.must('chief', `${june}/rejection`, { reason: '漏记发票' })
  await propose()
  await town.invoice(contract, 1, '600.00', '2025-06-20')
  const { sinceProposal } = (await town.get(`${CLOSES}/2025-06`)).body
  await town.must('chief', `${june}/approval`, { seen: sinceProposal.last })
  const late = await town.invoice(contract, 2, '100.00', '2025-06-21')
  await town.get(`${CLOSES}/2025-06/variance`)
  await town.must('evaluator', `${CLOSING}/restatements/${late}/approval`, { note: '已核对' })
  await town.must('finance', `${june}/reopening`, { reason: '误结' })
  await town.must('chief', `${june}/reopening/rejection`, { reason: '未误结' })
  await town.must('finance', `${june}/reopening`, { reason: '误结' })
  await town.must('chief', `${june}/reopening/approval`)
  const { events } = await town.town.log.readStream(streamName('closing', OURS))
  await town.close()
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(CLOSING_EVENTS.all.map(({ type }) => type)))
  expect(events.flatMap(faultsOf)).toEqual([])
})

test('given a month of bank work, then every event of it is as it is defined', async () => {
  const town = await (await BankTown.open()).withAccount()
  const { columnMap } = (await town.get('accounts')).accounts[0]
  await town.done('column-maps', { account: ACCOUNT, columnMap: { ...columnMap, sheet: '流水' }, reason: '换格式' })
  await town.done('column-maps', { account: ACCOUNT, columnMap: MAP })
  await town.done('account-days', { account: ACCOUNT, openedOn: '2025-06-01' })
  const target = await town.pay(await town.contract('JM-1', '2000.00'), 'R-1', '1000.00')
  const lines = ['2025-06-10,1000.00,,1000.00,示例光电科技有限公司,R-1,', '2025-06-11,9.00,,1009.00,某公司,R-2,工资']
  const statement = (await town.bring(lines)).body.statement
  const { matches } = await town.done('matches/runs', {})
  await town.done(`matches/${matches[0]}/undoing`, { reason: '误配' })
  const [line, other] = [`${statement}.1`, `${statement}.2`]
  const { match } = await town.done('matches', {
    lines: [{ line, amount: '999.00' }],
    targets: [{ target, amount: '1000.00' }],
    adjustment: { kind: '手续费', reason: '费' },
    note: '人工',
  })
  await town.done(`matches/${match}/undoing`, { reason: '误配' })
  await town.pay(await town.contract('JM-2', '2000.00'), 'R-7', '9.00', { receivedOn: '2025-06-11' })
  const suggested = (await town.done('matches/runs', {})).matches
  for (const it of suggested) await town.post(`matches/${it}/confirmation`, {})
  const { items } = await town.get('queues')
  await town.done('waivers', { items: [items[0].id], reason: '质保金', until: '2025-12-31' })
  for (const it of (await town.get('matches')).matches)
    if (it.state !== 'undone') await town.done(`matches/${it.match}/undoing`, { reason: '误配' })
  const aside = await town.done(`lines/${other}/setting-aside`, { reason: '工资' })
  await town.done('voids', { voids: aside.entryId, reason: '误' })
  await town.done(`statements/${statement}/voiding`, { reason: '误' })
  const { events } = await town.log.readStream(streamName('reconciliation', PLATFORM))
  await town.close()
  // Lines no longer follow in entries of their own: those stand only in ledgers of before.
  const written = RECONCILIATION_EVENTS.all.map(({ type }) => type).filter((it) => it !== 'StatementLinesBrought')
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set([...written, 'EntryVoided']))
  expect(events.flatMap(faultsOf)).toEqual([])
})
