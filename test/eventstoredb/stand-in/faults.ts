/**
 * What can happen to an append. `stored`: the event is kept all the same; the client is not told, or too late.
 * - silent: no answer, ever
 * - late: the right answer, after `lateMs`
 * - timeout: "deadline exceeded", although it is (or is not) stored
 * - twice: the answer, and once more
 * - end: the server ends the call instead of answering
 * - drop: the connection breaks before the answer
 * - notLeader: refused with the leader's address
 */
export interface AppendFault {
  readonly kind: 'silent' | 'late' | 'timeout' | 'twice' | 'end' | 'drop' | 'notLeader'
  readonly stored: boolean
  readonly lateMs?: number
}

/** Faults that are armed: each append, read or subscription asks which one it meets. */
export class Faults {
  private readonly queue: AppendFault[] = []
  private standing: ((n: number) => AppendFault | undefined) | undefined
  private appends = 0
  /** Reads get no answer while this is set. */
  silentReads = false
  /** Each event of a read or subscription waits so long (ms). */
  slowReadsMs = 0
  /** Where "not the leader" points to. */
  leader = { host: '127.0.0.1', port: 0 }

  /** The next `times` appends meet this. */
  next(fault: AppendFault, times = 1): void {
    for (let i = 0; i < times; i++) this.queue.push(fault)
  }

  /** Every append asks, by its number. */
  always(fault: ((n: number) => AppendFault | undefined) | undefined): void {
    this.standing = fault
  }

  clear(): void {
    this.queue.length = 0
    this.standing = undefined
    this.silentReads = false
    this.slowReadsMs = 0
  }

  ofAppend(): AppendFault | undefined {
    return this.queue.shift() ?? this.standing?.(this.appends++)
  }
}
