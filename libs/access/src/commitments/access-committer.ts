import { type EventLog, type RecordedEvent, VersionConflict } from '@pilot-ledger/event-log'
import { SINGLE_STREAMS } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import type { AccessCommitted } from '../definitions/commitments'
import type { Database } from '../store/database'
import { AccountsContradicted, CommittedTree, type SizeAndRoot, type TreeName } from './committed-tree'
import { givesUp, isStated, said, statedIn } from './standing'

export interface CommitterOptions {
  /** Between two commitments, by default a minute: reads are many, and each one moves the log's sequence. */
  readonly everyMs?: number
  /** The log is of these accounts and no others, as on one machine: then those of another file are none that came along. */
  readonly alone?: boolean
  /** The log could not be told just now; it is tried again. */
  readonly onFailed?: (error: Error) => void
}

const EVERY_MS = 60_000
const PAGE = 100
/** Others who share the log, or the file, were faster so often in a row: the next minute comes. */
const MOST_TRIES = 16
/** A stop waits no longer for a log that does not answer. */
const PATIENCE_MS = 5_000
export const COMMITTER = 'local:ledger'

/**
 * Keeps the log's word of access.db up to date: sizes and roots of the trees over account entries and reads, in an entry on the
 * stream `access`, when they have grown, once a minute and when it stops. Services that share the file may all do it: who finds
 * that another was there first has nothing to say. Nothing is committed that is no continuation of what was.
 */
export class AccessCommitter {
  private readonly trees: Readonly<Record<TreeName, CommittedTree>>
  private readonly file: string
  /** The revision of the stream that is read next; undefined before the first reading. */
  private next: number | undefined
  private last: AccessCommitted | undefined
  private contradicted: AccountsContradicted | undefined
  private running: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined

  constructor(
    database: Database,
    private readonly log: Pick<EventLog, 'append' | 'readStream'>,
    private readonly options: CommitterOptions = {},
  ) {
    this.file = fileOf(database)
    this.trees = {
      accountEntries: new CommittedTree(database, 'accountEntries'),
      reads: new CommittedTree(database, 'reads'),
    }
  }

  /** Why nothing is committed any more, if so. */
  get failure(): string | undefined {
    return this.contradicted?.message
  }

  /** Looks at once whether the file is what was committed, and commits from then on. */
  begin(): void {
    void this.inTurn(() => this.learn())
    this.timer = setInterval(() => void this.commit(), this.options.everyMs ?? EVERY_MS)
    this.timer.unref()
  }

  /** Whether the log says by now all there is. It does not where it could not be told, or where the file contradicts it. */
  async commit(): Promise<boolean> {
    let said = false
    await this.inTurn(async () => {
      said = await this.tryToCommit()
    })
    return said
  }

  /** Where it has begun, what came to the very end is committed too. */
  async stop(): Promise<void> {
    if (this.timer === undefined) return
    clearInterval(this.timer)
    let patience: NodeJS.Timeout | undefined
    const enough = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, PATIENCE_MS)
    })
    await Promise.race([this.commit(), enough])
    clearTimeout(patience)
  }

  private inTurn(work: () => Promise<unknown>): Promise<void> {
    this.running = this.running.then(async () => {
      if (this.contradicted) return
      try {
        await work()
      } catch (error) {
        if (error instanceof AccountsContradicted) this.contradicted = error
        this.options.onFailed?.(error as Error)
      }
    })
    return this.running
  }

  private async tryToCommit(): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const next = await this.learn()
      const { accountEntries, reads } = this.trees
      if (accountEntries.size === (this.last?.accountEntries ?? 0) && reads.size === (this.last?.reads ?? 0))
        return true
      const data = committedOf(this.file, accountEntries.stated, reads.stated)
      const metadata = { actor: COMMITTER, correlationId: uuidv7() }
      const event = { id: uuidv7(), type: 'AccessCommitted', version: 1, data, metadata }
      try {
        await this.log.append(SINGLE_STREAMS.access, next === 0 ? 'none' : next - 1, [event])
        this.next = next + 1
        this.last = data
        return true
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error
        // A cluster may take back what a deposed leader had shown: then it is not known any more what was said last.
        if (error.actual < next - 1) this.next = undefined
      }
    }
    return false
  }

  /** What the log says by now, and what there is to say. The revision that the next commitment has. */
  private async learn(): Promise<number> {
    const next = this.next === undefined ? await this.resume() : await this.follow(this.next)
    this.next = next
    for (const it of Object.values(this.trees)) await it.grow()
    return next
  }

  /** Finds what was committed last of this file, and goes on from there. */
  private async resume(): Promise<number> {
    const stream = SINGLE_STREAMS.access
    const options = { direction: 'backward', limit: PAGE } as const
    this.last = undefined
    let slice = await this.log.readStream(stream, options)
    const { head } = slice
    for (;;) {
      for (const event of slice.events) {
        const { type, data } = said(event)
        const isOurs = data.file === this.file
        if (!isOurs && this.options.alone) throw new AccountsContradicted(foreign(data.file))
        if (isOurs && isStated(data)) {
          for (const [name, it] of statedIn(data)) if (!(await this.trees[name].resume(it))) throw contradiction(event)
          if (type === 'AccessCommitted') this.last = data
        }
        if (isOurs || (type === 'AccountsBegunAnew' && givesUp(data, this.file))) return head + 1
      }
      const first = slice.events.at(-1)?.revision ?? 0
      if (first === 0) return head + 1
      slice = await this.log.readStream(stream, { ...options, from: first - 1 })
    }
  }

  /** What others said meanwhile must be of the same entries. */
  private async follow(from: number): Promise<number> {
    const { events } = await this.log.readStream(SINGLE_STREAMS.access, { from })
    for (const event of events) {
      const { type, data } = said(event)
      if (type !== 'AccessCommitted' || data.file !== this.file) continue
      for (const [name, it] of statedIn(data)) {
        await this.trees[name].grow(Math.max(it.size, this.trees[name].size))
        if (!this.trees[name].holds(it)) throw contradiction(event)
      }
      this.last = data
    }
    return from + events.length
  }
}

/** The id of the file, wherever it was copied to. */
export function fileOf(database: Database): string {
  return (database.prepare('SELECT id FROM this_file').get() as { id: string }).id
}

const committedOf = (file: string, entries: SizeAndRoot, reads: SizeAndRoot): AccessCommitted => ({
  file,
  accountEntries: entries.size,
  accountEntriesRoot: entries.root,
  reads: reads.size,
  readsRoot: reads.root,
})

const contradiction = ({ revision }: RecordedEvent) =>
  new AccountsContradicted(
    `账户库与账本上的第 ${revision + 1} 次承诺不符，不再承诺；请以 verify 核对 · access.db is not what was committed on the log for the ${revision + 1}th time: nothing more is committed; see verify`,
  )
const foreign = (file: string) =>
  `账本承诺的是另一账户库 ${file}，不再承诺；请以 verify 核对 · what is committed on the log is another file of accounts: nothing more is committed; see verify`
