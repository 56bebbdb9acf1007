import { ENGAGEMENT_STREAM_PREFIX, engagementStream } from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { type FactView, Projector, Tables } from '@pilot-ledger/figures'
import { engagementIdOf, grouped, platformIdOf } from '@pilot-ledger/kernel'
import { foldEvents, STATELESS } from '@pilot-ledger/recording'
import * as fc from 'fast-check'
import { randomHistory } from './histories.spec-support'

async function projected(log: readonly RecordedEvent[]): Promise<Tables> {
  const tables = new Tables()
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(tables, source)
  for (const event of log) await projector.apply(event)
  return tables
}

/** The ledger in which every contract's entries said at once what stands of them in the end, and nothing else. */
function rightFromTheBeginning(log: readonly RecordedEvent[]): RecordedEvent[] {
  const streams = grouped(log, (it) => it.stream)
  const stands = new Map<string, object>()
  for (const [stream, events] of streams) {
    if (!stream.startsWith(ENGAGEMENT_STREAM_PREFIX)) continue
    for (const { origin, content } of foldEvents(STATELESS, events).live) stands.set(origin, content)
  }
  const next = new Map<string, number>()
  return log.flatMap((event) => {
    const content = event.stream.startsWith(ENGAGEMENT_STREAM_PREFIX) ? stands.get(event.id) : event
    if (content === undefined) return []
    const revision = next.get(event.stream) ?? 0
    next.set(event.stream, revision + 1)
    return [{ ...event, ...content, revision }]
  })
}

/** What a fact says, without the numbers that another ledger gives to the same things. */
function says(tables: Tables, fact: FactView): string {
  const { kind, taxBasis, platform, day, contractDay, until, fen, categories } = fact
  const contract = fact.contract === undefined ? '' : tables.contractIds.text(fact.contract)
  const [client, key] = [fact.client, fact.key].map((it) => (it < tables.keyCount ? tables.keyText(it) : ''))
  const who = [tables.platformIds.text(platform), contract, client, key]
  return [kind, taxBasis, ...who, day, contractDay, until, fen, categories].join(' ')
}

const standing = (tables: Tables) =>
  Array.from(tables.factsAt(tables.sequence), (it) => says(tables, it)).sort((a, b) => (a < b ? -1 : 1))

const PLATFORM = platformIdOf('甲平台')
const SIGNED = {
  platform: PLATFORM,
  contractNo: 'A',
  client: { id: { scheme: 'person', value: 'P-1' }, name: '甲' },
  title: '中试服务',
  kind: 'framework',
  serviceCategories: ['产品试制'],
  products: ['镜头'],
  amount: '100.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2025-03-01',
}
const AMENDED = {
  amendmentNo: '1',
  previousAmount: '100.00',
  delta: '5.00',
  newAmount: '105.00',
  amendedOn: '2025-04-01',
}

type Entry = [contractNo: string, revision: number, type: string, data: object]
const CALL_OFF: Entry = ['B', 0, 'ContractSigned', { ...SIGNED, contractNo: 'B', kind: 'callOff', parent: 'A' }]

/** A framework that was amended, and a correction of its signing; of its kind, where a call-off had taken it out of the count. */
function corrected(change: object): RecordedEvent[] {
  const entries: Entry[] = [
    ['A', 0, 'ContractSigned', SIGNED],
    ['A', 1, 'ContractAmended', { ...AMENDED, reason: '增项' }],
    // Where its amendment counts.
    ...('kind' in change ? [CALL_OFF] : []),
    [
      'A',
      2,
      'EntryCorrected',
      { corrects: '1', content: { type: 'ContractSigned', data: { ...SIGNED, ...change } }, reason: '更正' },
    ],
  ]
  return entries.map(([contractNo, revision, type, data], i) => ({
    ...{
      id: String(i + 1),
      type,
      version: 1,
      data: data as RecordedEvent['data'],
      metadata: { actor: '甲', correlationId: '1' },
    },
    ...{
      position: String(i + 1),
      stream: engagementStream(engagementIdOf(PLATFORM, contractNo)),
      revision,
      recordedAt: 0,
    },
  }))
}

describe.each([
  ['client', { id: { scheme: 'person', value: 'P-2' }, name: '乙' }],
  ['kind', 'single'],
  ['serviceCategories', ['检验检测']],
  ['taxBasis', 'exclusive'],
  ['signedOn', '2025-03-02'],
])('given a signing of which nothing is corrected but its %s', (field, value) => {
  it('then all facts of its contract are those of one that was signed so', async () => {
    const log = corrected({ [field]: value })
    expect(standing(await projected(log))).toEqual(standing(await projected(rightFromTheBeginning(log))))
  })
})

describe('given random histories with corrections of any entry, the signing among them, and voids', () => {
  it('then the facts that hold in the end are those of a ledger that was right from the beginning', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log } = randomHistory(seed, 90)
        const right = standing(await projected(rightFromTheBeginning(log)))
        expect(standing(await projected(log))).toEqual(right)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
