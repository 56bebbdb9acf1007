import type { RecordedEvent } from '@pilot-ledger/event-log'
import { parsePeriod } from '@pilot-ledger/finance'
import { periodTotals } from '@pilot-ledger/finance/closing'
import { dayOfNumber, isRefusal, type JsonObject, shanghaiDayNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { contradiction } from '../../apps/verifier/src/certificate/compare'
import { type Expected, verify } from '../../apps/verifier/src/certificate/verify'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { projected } from '../finance/ledgers.spec-support'
import { type Loose, Operator } from '../verifier/certificate-maker.spec-support'
import { alter, codeOf, everyByte, foundIn } from '../verifier/forging.spec-support'
import { forOutsiders, salted } from '../verifier/masked-maker.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 10)
const FORMAT = 'pilot-ledger/close-certificate@1'

interface Closed {
  readonly log: readonly RecordedEvent[]
  readonly platform: string
  readonly period: string
  readonly window: { readonly from: string; readonly to: string }
  /** The entry that closed it, by its index; the last one of it, and whether it was opened again after that. */
  readonly at: number
  readonly reopenedAt?: number
  readonly totals: JsonObject[]
}

/** A random history inside which a period was proposed, closed, perhaps opened again and closed anew; totals are the service's. */
async function closedHistory(seed: number): Promise<Closed> {
  const chance = new Chance(seed ^ 0x5ea1)
  const { log: before, platforms } = randomHistory(seed)
  const [platform] = platforms
  const log: RecordedEvent[] = []
  const take = (event: RecordedEvent) => {
    const revision = log.filter((it) => it.stream === event.stream).length
    log.push({ ...event, revision, position: String(log.length + 1) })
  }
  const say = (type: string, data: object) => {
    const at = log.length
    take({
      id: `00000000-0000-5000-9000-${String(at).padStart(12, '0')}`,
      stream: `closing-${platform}`,
      type,
      version: 1,
      data: data as JsonObject,
      metadata: { actor: 'finance', correlationId: 'test' },
      recordedAt: log.at(-1)?.recordedAt ?? 0,
      position: '',
      revision: 0,
    })
    return at
  }
  const middle = before.length - chance.below(40)
  const more = (n: number) => {
    for (let i = 0; i < n && rest.length > 0; i++) take(rest.shift() as RecordedEvent)
  }
  const rest = [...before]
  more(middle)
  const day = shanghaiDayNumber(log[log.length - 1].recordedAt)
  const from = day - 120 + chance.below(60)
  const name = chance.pick([
    dayOfNumber(day - 40).slice(0, 7),
    `${dayOfNumber(from)}_${dayOfNumber(from + chance.below(60))}`,
  ])
  const parsed = parsePeriod(name)
  if (isRefusal(parsed)) throw new Error(parsed.code)
  const { period, ...window } = parsed as { period: string; from: string; to: string }
  const proposed = async () => {
    const tables = await projected(log)
    const number = tables.platformIds.find(platform) as number
    const sequence = log.length
    const made = await periodTotals(tables, number, window, sequence)
    const kept = chance.maybe(0.7) ? { contracts: made.contracts } : {}
    const terms = { period, ...window, sequence, definition: 1, totals: made.totals }
    return {
      terms: { ...terms, contractCount: made.contracts.length, totalsHash: made.totalsHash, proposedBy: 'finance' },
      kept: { ...kept, checklist: [] },
    }
  }
  let at = 0
  let reopenedAt: number | undefined
  let totals: JsonObject[] = []
  const close = async () => {
    const { terms, kept } = await proposed()
    more(chance.below(4))
    say('CloseProposed', { ...terms, ...kept })
    more(chance.below(4))
    at = say('PeriodClosed', { ...terms, approvedBy: 'chief' })
    reopenedAt = undefined
    totals = terms.totals as unknown as JsonObject[]
  }
  const reopen = () => {
    const said = { period, reason: '补录', proposedBy: 'finance' }
    say('ReopeningProposed', said)
    if (chance.maybe(0.2)) return say('ReopeningRejected', { period, reason: '不必', rejectedBy: 'chief' })
    reopenedAt = say('PeriodReopened', { ...said, approvedBy: 'chief' })
    return reopenedAt
  }
  await close()
  more(chance.below(6))
  if (chance.maybe(0.5)) {
    reopen()
    more(chance.below(6))
    if (reopenedAt !== undefined && chance.maybe(0.5)) await close()
  }
  more(chance.below(20))
  return { log, platform, period, window, at, reopenedAt, totals }
}

const saying = ({ log, platform, period, window, at, reopenedAt, totals }: Closed, cut = log.length) => ({
  format: FORMAT,
  cut,
  needed: [`closing/${platform}`, `contracts/${platform}`, `platform/${platform}`],
  members: {
    of: { platform, period },
    window,
    entry: at + 1,
    status: reopenedAt !== undefined && reopenedAt < cut ? 'reopened' : 'closed',
    totals,
  },
})

async function situation(seed: number, log = (it: Closed['log']) => it) {
  const closed = await closedHistory(seed)
  const operator = new Operator(log(closed.log))
  const check = (file: Uint8Array, more: Expected = {}) => verify(file, { key: operator.signer.vkey, ...more })
  return { ...closed, closed, operator, check }
}

test('given closes of random ledgers any part of which may be masked, then one for outsiders verifies to the same, and none that is altered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.constantFrom(0, 0.5, 1), async (seed, share) => {
      const chance = new Chance(seed ^ 0x3a5)
      const { closed, operator, check } = await situation(seed, (it) => salted(it, () => chance.maybe(share)))
      const open = operator.certified(saying(closed))
      const masked = forOutsiders(open)
      expect(masked.format).toBe('pilot-ledger/masked-close-certificate@1')
      const { facts } = foundIn(check(operator.file(open))).told
      expect(foundIn(check(operator.file(masked))).told.facts).toEqual({ ...facts, masked: true, whole: masked.whole })
      for (let i = 0; i < 5; i++) {
        const forged = structuredClone(masked)
        alter(forged, chance, ['streams', 'map', 'proof', 'cut', 'totals', 'entry', 'status', 'whole'])
        const without = (it: Loose) => JSON.stringify(it, (name, value) => (name === 'tokens' ? undefined : value))
        if (without(forged) === without(masked)) continue
        expect([seed, codeOf(check(operator.file(forged)))]).not.toEqual([seed, 'valid'])
      }
    }),
    { numRuns: RUNS },
  )
}, 120_000)

describe('given random ledgers in which a period was closed, opened again, closed anew', () => {
  test('when a close is certified, then every certificate verifies, and says what the service closed', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { closed, operator, check } = await situation(seed)
        const chance = new Chance(seed)
        const cut = closed.at + 1 + chance.below(closed.log.length - closed.at)
        const said = saying(closed, cut)
        const more = chance.below(closed.log.length - cut + 1)
        const verdict = check(operator.file(operator.certified(said, undefined, more)))
        expect([seed, verdict.verdict === 'invalid' ? verdict.fault : 'valid']).toEqual([seed, 'valid'])
        seen.add(said.members.status)
        expect(foundIn(verdict).told.facts).toMatchObject({ status: said.members.status, entry: closed.at + 1 })
      }),
      { numRuns: RUNS * 2 },
    )
    expect(seen).toContain('closed')
  }, 300_000)

  test('when anything of it that is proven is changed, dropped or doubled, and signed anew, then it does not verify', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { closed, operator, check } = await situation(seed)
        const chance = new Chance(seed)
        for (let i = 0; i < 20; i++) {
          const certificate = operator.certified(saying(closed))
          const before = JSON.stringify(certificate)
          alter(certificate, chance, ['cut', 'map', 'proof', 'streams', 'of', 'window', 'entry', 'status', 'totals'])
          if (JSON.stringify(certificate) === before) continue
          expect(codeOf(check(operator.file(certificate)))).not.toMatch(/^(valid|verifier-fault)$/)
        }
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})

test('given a certificate of a close, when any byte of it is changed, dropped or added, then it does not verify', async () => {
  const { closed, operator, check } = await situation(5)
  const file = operator.file(operator.certified(saying(closed)))
  expect(codeOf(check(file))).toBe('valid')
  everyByte(file, (it) => [check(it), verify(it)])
})

test('given a close that was opened again, when it is said to stand, then it does not verify', async () => {
  let it = await situation(0)
  for (let seed = 1; it.reopenedAt === undefined; seed++) it = await situation(seed)
  const { closed, operator, check } = it
  const said = saying(closed)
  expect(said.members.status).toBe('reopened')
  const lie = { ...said, members: { ...said.members, status: 'closed' } }
  expect(codeOf(check(operator.file(operator.certified(lie))))).toBe('value-differs')
})

/** What stands in the ledger is a lie from the beginning: every proof of it holds, and the arithmetic does not. */
const FORGED: Readonly<Record<string, readonly [fault: string, forge: (it: Loose) => void]>> = {
  'another total': ['value-differs', (it) => (it.totals[0].closing = '1.00')],
  'another hash': ['value-differs', (it) => (it.totalsHash = '0'.repeat(64))],
  'another number of contracts': ['value-differs', (it) => (it.contractCount += 1)],
  'another cut': ['value-differs', (it) => (it.sequence = 3)],
  'entries that came later': ['close-of-later-entries', (it) => (it.sequence = 1e6)],
  'one person twice': ['one-person', (it) => (it.approvedBy = it.proposedBy)],
  'a later definition': ['definition-version', (it) => (it.definition = 2)],
}

describe('given a ledger whose close is false', () => {
  test.each(Object.entries(FORGED))('when it was closed with %s, then it is named', async (_, [fault, forge]) => {
    const { closed, log } = await situation(5)
    const lied = log.map((event): RecordedEvent => {
      if (event.type !== 'CloseProposed' && event.type !== 'PeriodClosed') return event
      const data = structuredClone(event.data) as Loose
      forge(data)
      return { ...event, data }
    })
    const operator = new Operator(lied)
    const { data } = lied[closed.at] as Loose
    const said = saying({ ...closed, log: lied, totals: data.totals })
    expect(codeOf(verify(operator.file(operator.certified(said)), { key: operator.signer.vkey }))).toBe(fault)
  })

  test('when only the close says something else than the proposal, then it is named', async () => {
    for (const [name, other] of [
      ['totalsHash', '0'.repeat(64)],
      ['proposedBy', 'another'],
      ['sequence', 1],
    ]) {
      const { closed, log } = await situation(5)
      const lied = log.map((it, i) => (i === closed.at ? { ...it, data: { ...it.data, [name]: other } } : it))
      const operator = new Operator(lied as RecordedEvent[])
      const file = operator.file(operator.certified(saying({ ...closed, log: lied as RecordedEvent[] })))
      expect([name, codeOf(verify(file, { key: operator.signer.vkey }))]).toEqual([name, 'close-not-as-proposed'])
    }
  })

  test('when another close is asked for than the file is of, then it says so', async () => {
    const { closed, operator, check, period, platform, window } = await situation(5)
    const file = operator.file(operator.certified(saying(closed)))
    const asked: [Expected, string][] = [
      [{ of: { platform, period } }, 'valid'],
      [{ of: { platform }, ...window }, 'valid'],
      [{ of: { period: '2001-01' } }, 'other-scope'],
      [{ of: { round: 'R' } }, 'other-scope'],
      [{ code: 'projects' }, 'other-figure'],
      [{ from: '2001-01-01' }, 'other-window'],
    ]
    for (const [expected, code] of asked) expect([expected, codeOf(check(file, expected))]).toEqual([expected, code])
  })

  test('when one certificate is of the close and another of a figure, and an entry differs, then they contradict', async () => {
    const { closed, operator, check } = await situation(5)
    const forked = new Operator(
      closed.log.map((it) => ({ ...it, metadata: { ...it.metadata, correlationId: 'forked' } })),
    )
    const [one, other] = [operator, forked].map((it) =>
      foundIn(check(it.file(it.certified(saying(closed), undefined, 0)))),
    )
    expect(contradiction(one, other)).toMatchObject({ code: 'two-roots' })
    expect(contradiction(one, one)).toBeUndefined()
  })
})
