import type { RecordedEvent } from '@pilot-ledger/event-log'
import { CLOSING_EVENTS } from '@pilot-ledger/finance'
import {
  type AnyEventDefinition,
  CHANGE_EVENTS,
  type Fields,
  grouped,
  refuseFields,
  roomStream,
} from '@pilot-ledger/kernel'
import { LEDGER_EVENTS } from '@pilot-ledger/service'
import Ajv2020 from 'ajv/dist/2020'
import { OURS } from '../../libs/access/src/http/access-fixture.spec-support'
import { openDemonstrationTown } from '../end-to-end/demonstration-town.spec-support'
import { CLOSES, CLOSING, ClosingFixture } from '../finance/closing-fixture.spec-support'

/** The kinds of stream whose events are defined, by the start of their names. */
const DEFINED = ['engagement-', 'platform-', 'programme-', 'closing-', 'round-', 'scheme-']
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
  const { events } = await town.town.log.readStream(roomStream('closing', OURS))
  await town.close()
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(CLOSING_EVENTS.all.map(({ type }) => type)))
  expect(events.flatMap(faultsOf)).toEqual([])
})
