import type { EventLog } from '../port'

/** What an adapter brings to the suite. */
export interface LogUnderTest {
  /** A log for one test: empty, or on a shared server with other people's entries before it. */
  open(options?: OpenOptions): Promise<OpenLog>
  /** Scenario → reason, for what this store cannot do: shown as skipped, never left out in silence. */
  readonly notMet?: Readonly<Record<string, string>>
}

export interface OpenOptions {
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

export interface OpenLog {
  readonly log: EventLog
  /** Most bytes of data and metadata that one append may carry. */
  readonly maxAppendBytes: number
  /** The store tells a reused id only within its own stream: scenario 26 stands in `notMet` then. */
  readonly reuseToldWithinStreamOnly?: boolean
  dispose(): Promise<void>
  /** Closes the log and opens the same one again, as after a restart. */
  reopen?(): Promise<EventLog>
  /**
   * Another process appends events one by one, without end, to the stream `killed`, and is killed with SIGKILL once `count`
   * have been acknowledged. Returns the ids of all acknowledged ones; the log is open again afterwards, at `log`.
   */
  killWriterAfter?(count: number): Promise<{ log: EventLog; acknowledged: string[] }>
  /**
   * The store loses its last `count` entries, though they were acknowledged, and is opened again: rejects, or gives a log
   * whose following from a lost position rejects, with `Unavailable('damaged')`.
   */
  loseTail?(count: number): Promise<EventLog>
  /** Reads the store still holds open; 0 when every reader has left. */
  openReads?(): number
}
