import type { RecordedEvent } from '@pilot-ledger/event-log'
import { DEFAULT_SETTINGS } from '../domain/matching-terms'
import type { ReconciliationContent } from '../domain/reconciliation-events'
import { KeptBooks } from './kept-books'

type Recorded = ReconciliationContent | { type: 'EntryVoided'; data: { voids: string; reason: string } }
const ACCOUNT = { account: '4400-1', bank: '银行', holder: '研究院', currency: 'CNY' } as const
const LINES = 1_000
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
    parts: 1,
    lines: Array.from({ length: LINES }, (_, i) => ({ ordinal: i + 1, day: '2025-06-02', amount: '5.00' })),
  },
}
const aside = (at: number): Recorded => ({
  type: 'LineSetAside',
  data: { line: `s.${at}`, amount: '5.00', reason: '工资' },
})

/** Streams of platforms as a reader of rooms shows them; the cut is a count of entries here. */
class Streams {
  readonly of = new Map<string, RecordedEvent[]>()
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

  length(_kind: string, id: string, cut: number): number {
    return Math.min(cut, this.of.get(id)?.length ?? 0)
  }

  async stream(_kind: string, id: string, cut = 0, from = 0) {
    if (this.broken) throw new Error('the log is away')
    return { id, events: (this.of.get(id) ?? []).slice(from, cut) }
  }
}

let [streams, kept] = [new Streams(), new KeptBooks()]
beforeEach(() => {
  ;[streams, kept] = [new Streams(), new KeptBooks()]
  streams.add('p', { type: 'BankAccountOpened', data: ACCOUNT }, STATEMENT)
})
const open = async (cut: number, platform = 'p') => {
  const book = await kept.at(streams, platform, cut)
  return [...book.lines.values()].filter((it) => it.setAside === 0n).length
}
const cost = async (ask: () => Promise<unknown>) => {
  const before = { ...kept.work }
  await ask()
  return { read: kept.work.read - before.read, folded: kept.work.folded - before.folded }
}

describe('given a platform whose book has been asked for', () => {
  beforeEach(() => open(2))

  it('then asking again reads and folds nothing, and after an entry that entry alone', async () => {
    expect(await cost(() => open(2))).toEqual({ read: 0, folded: 0 })
    streams.add('p', aside(1))
    expect(await cost(() => open(3))).toEqual({ read: 1, folded: 1 })
    expect(await open(3)).toBe(LINES - 1)
  })

  it('then what was recorded later is in no answer as of earlier, in whatever order they are asked', async () => {
    streams.add('p', aside(1), aside(2))
    expect([await open(4), await open(2), await open(3), await open(4), await open(2), await open(0)]).toEqual([
      LINES - 2,
      LINES,
      LINES - 1,
      LINES - 2,
      LINES,
      0,
    ])
    expect(await cost(() => open(4))).toEqual({ read: 0, folded: 0 })
  })

  it('then a book in hand stays as it was while others go on from it', async () => {
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
    expect(await cost(() => Promise.all([open(4), open(4), open(3)]))).toMatchObject({ read: 2 })
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
    expect(kept.queues(book, targets, undefined)).toHaveLength(LINES)
    expect(kept.queues(book, targets, undefined)).toBe(kept.queues(book, targets, undefined))
    kept.matching(book, targets, DEFAULT_SETTINGS)
    expect(kept.work).toMatchObject({ matched: 1, queued: 1 })
    expect(kept.queues(book, targets, '2025-06-01').map((it) => it.kind)).toEqual([])
    expect(kept.work).toMatchObject({ matched: 1, queued: 2 })
    kept.matching(book, targets, { ...DEFAULT_SETTINGS, days: 9 })
    kept.queues(book, [], undefined)
    expect(kept.work).toMatchObject({ matched: 3, queued: 3 })
  })
})

it('given many platforms, then no more is kept than was said, of those asked last', async () => {
  const most = 10 * LINES
  kept = new KeptBooks(most)
  const names = Array.from({ length: 9 }, (_, i) => `p${i}`)
  for (const name of names) {
    streams.add(name, { type: 'BankAccountOpened', data: ACCOUNT }, STATEMENT)
    await open(2, name)
    expect(kept.size).toBeLessThanOrEqual(most)
  }
  expect(await cost(() => open(2, 'p8'))).toEqual({ read: 0, folded: 0 })
  expect(await cost(() => open(2, 'p0'))).toMatchObject({ read: 2 })
})

it('given a platform larger than all that may be kept, then the one book is kept that was asked for', async () => {
  kept = new KeptBooks(LINES)
  streams.add('p', aside(1))
  for (const cut of [3, 2, 3]) await open(cut)
  expect(kept.size).toBe(3 + LINES + LINES + 3)
  expect(await cost(() => open(3))).toEqual({ read: 0, folded: 0 })
})

it('given a platform that is asked as of many cuts, then few of its books are kept', async () => {
  streams.add('p', ...Array.from({ length: 20 }, (_, i) => aside(i + 1)))
  for (let cut = 22; cut >= 2; cut--) await open(cut)
  expect(kept.size).toBeLessThanOrEqual(22 + LINES + 3 * (LINES + 22))
})
