import type { RecordedEvent } from '@pilot-ledger/event-log'
import { atOnce } from '@pilot-ledger/kernel'
import type { ReconciliationContent } from '../definitions/reconciliation'
import { DEFAULT_SETTINGS } from '../domain/matching-terms'
import { KeptBooks } from './kept-books'
import { hashOf, linesStream } from './statement-lines'

type Recorded = ReconciliationContent | { type: 'EntryVoided'; data: { voids: string; reason: string } }
const ACCOUNT = { account: '4400-1', bank: '银行', holder: '研究院', currency: 'CNY' } as const
const LINES = 1_000
const OF_STATEMENT = Array.from({ length: LINES }, (_, i) => ({ ordinal: i + 1, day: '2025-06-02', amount: '5.00' }))
const STATEMENT: Recorded = {
  type: 'StatementBrought',
  data: {
    statement: 's',
    account: ACCOUNT.account,
    sha256: 'a'.repeat(64),
    fileName: 's',
    format: 'csv',
    from: '2025-06-01',
    to: '2025-06-30',
    opening: '0.00',
    closing: '5000.00',
    credits: '5000.00',
    debits: '0.00',
    lineCount: LINES,
    linesHash: atOnce(hashOf(OF_STATEMENT)),
  },
}
const aside = (at: number): Recorded => ({
  type: 'LineSetAside',
  data: { line: `s.${at}`, amount: '5.00', reason: '工资' },
})

/** Streams of platforms as a reader of rooms shows them; the cut is a count of entries here. */
class Streams {
  readonly of = new Map<string, RecordedEvent[]>()
  /** What was read of which stream. */
  readonly reads: string[] = []
  broken = false

  add(platform: string, ...contents: Recorded[]): void {
    const events = this.of.get(platform) ?? []
    for (const { type, data } of contents) {
      const metadata = { actor: '财务', correlationId: 'c' }
      const at = { id: `${platform}.${events.length}`, revision: events.length, recordedAt: 0, position: '1' }
      events.push({ ...at, stream: platform, type, version: 1, data, metadata } as unknown as RecordedEvent)
    }
    this.of.set(platform, events)
  }

  /** Its lines are in two parts. */
  bring(platform: string): void {
    const data = [OF_STATEMENT.slice(0, 600), OF_STATEMENT.slice(600)].map((lines, i) => ({ part: i + 1, lines }))
    const parts = data.map((it) => ({ data: it }) as unknown as RecordedEvent)
    this.of.set(linesStream(platform, atOnce(hashOf(OF_STATEMENT))), parts)
    this.add(platform, { type: 'BankAccountOpened', data: ACCOUNT }, STATEMENT)
  }

  length(_kind: string, id: string, cut: number): number {
    return Math.min(cut, this.of.get(id)?.length ?? 0)
  }

  async stream(kind: string, id: string, cut?: number) {
    if (this.broken) throw new Error('the log is away')
    this.reads.push(kind)
    return { id, events: (this.of.get(id) ?? []).slice(0, cut) }
  }
}

let [streams, kept] = [new Streams(), new KeptBooks()]
beforeEach(() => {
  ;[streams, kept] = [new Streams(), new KeptBooks()]
  streams.bring('p')
})
const open = async (cut: number, platform = 'p') => {
  const book = await kept.at(streams, platform, cut)
  return [...book.lines.values()].filter((it) => it.setAside === 0n).length
}
/** What was read while this was asked. */
const reads = async (ask: () => Promise<unknown>) => {
  const before = streams.reads.length
  await ask()
  return streams.reads.slice(before)
}

describe('given a platform whose book has been asked for', () => {
  beforeEach(async () => {
    expect(await reads(() => open(2))).toEqual(['reconciliation', 'statementLines'])
  })

  it('then asking again reads nothing, and after an entry its lines are not read or made again', async () => {
    expect(await reads(() => open(2))).toEqual([])
    streams.add('p', aside(1))
    expect(await reads(() => open(3))).toEqual(['reconciliation'])
    const [before, after] = [await kept.at(streams, 'p', 2), await kept.at(streams, 'p', 3)]
    expect(after.lines.get('s.2')).toBe(before.lines.get('s.2'))
    expect(await open(3)).toBe(LINES - 1)
  })

  it('then what was recorded later is in no answer as of earlier, in whatever order they are asked', async () => {
    streams.add('p', aside(1), aside(2))
    const requested = [await open(4), await open(2), await open(3), await open(4), await open(2), await open(0)]
    expect(requested).toEqual([LINES - 2, LINES, LINES - 1, LINES - 2, LINES, 0])
    expect(await reads(() => open(4))).toEqual([])
  })

  it('then a book in hand stays as it was while others are made', async () => {
    const book = await kept.at(streams, 'p', 2)
    streams.add('p', aside(1))
    await open(3)
    expect(book.lines.get('s.1')?.setAside).toBe(0n)
  })

  it('when an entry is voided, then it is gone, and as of before it stands', async () => {
    streams.add('p', aside(1))
    await open(3)
    streams.add('p', { type: 'EntryVoided', data: { voids: 'p.2', reason: '误' } })
    expect([await open(4), await open(3)]).toEqual([LINES, LINES - 1])
  })

  it('when two ask at once, then what is new is read once', async () => {
    streams.add('p', aside(1), aside(2))
    expect(await reads(() => Promise.all([open(4), open(4)]))).toEqual(['reconciliation'])
  })

  it('when the log is away, then that is told, and the next question reads', async () => {
    streams.add('p', aside(1))
    streams.broken = true
    await expect(open(3)).rejects.toThrow('the log is away')
    streams.broken = false
    expect(await open(3)).toBe(LINES - 1)
  })

  it('then rules and queues are worked out once for a book and its targets, and anew for others', async () => {
    const book = await kept.at(streams, 'p', 2)
    const targets: never[] = []
    const [queues, matching] = [
      await kept.queues(book, targets, undefined),
      await kept.matching(book, targets, DEFAULT_SETTINGS),
    ]
    expect(queues).toHaveLength(LINES)
    expect(await kept.queues(book, targets, undefined)).toBe(queues)
    expect((await kept.queues(book, targets, '2025-06-01')).map((it) => it.kind)).toEqual([])
    expect(await kept.queues(book, targets, undefined)).toBe(queues)
    expect(await kept.matching(book, targets, DEFAULT_SETTINGS)).toBe(matching)
    expect(await kept.matching(book, targets, { ...DEFAULT_SETTINGS, days: 9 })).not.toBe(matching)
    expect(await kept.queues(book, [], undefined)).not.toBe(queues)
  })
})

it('given lines that are not on the log as they were kept, then no book is made of them', async () => {
  streams.of.get(linesStream('p', atOnce(hashOf(OF_STATEMENT))))?.pop()
  await expect(open(2)).rejects.toThrow('are not on the log as they were kept')
})

it('given many platforms, then no more is kept than was said, of those asked last', async () => {
  const most = 3 * LINES
  kept = new KeptBooks(most)
  const names = Array.from({ length: 9 }, (_, i) => `p${i}`)
  for (const name of names) {
    streams.bring(name)
    await open(2, name)
    expect(kept.size).toBeLessThanOrEqual(most)
  }
  expect(await reads(() => open(2, 'p8'))).toEqual([])
  expect(await reads(() => open(2, 'p0'))).toEqual(['reconciliation', 'statementLines'])
})

it('given a platform larger than all that may be kept, then it is kept while it is asked for', async () => {
  kept = new KeptBooks(LINES / 2)
  expect(await open(2)).toBe(LINES)
  expect(await reads(() => open(2))).toEqual([])
})

it('given a platform that is asked as of many cuts, then few of its books are kept, and its lines once', async () => {
  streams.add('p', ...Array.from({ length: 20 }, (_, i) => aside(i + 1)))
  for (let cut = 22; cut >= 2; cut--) await open(cut)
  expect(kept.size).toBe(LINES)
  expect(await reads(() => open(2))).toEqual([])
  expect(await reads(() => open(22))).toEqual(['reconciliation'])
})
