import { createHash, randomUUID } from 'node:crypto'
import type { JsonObject } from '@pilot-ledger/kernel'
import type { Appended, EventLog, Expected, NewEvent, Position, RecordedEvent } from '../port'
import type { OpenLog } from './under-test.spec-support'

/** One test's corner of a log: names and ids that no other test uses, so that the suite also runs on a shared server. */
export class Given {
  private readonly salt = randomUUID()

  private constructor(
    public log: EventLog,
    readonly opened: OpenLog,
    /** The log's head when the test began. */
    readonly start: Position | undefined,
  ) {}

  static async empty(opened: OpenLog): Promise<Given> {
    return new Given(opened.log, opened, await opened.log.head())
  }

  /** A contract's stream; the same name is the same stream within a test. */
  stream(name = 'contract'): string {
    return `engagement-${this.salt}-${name}`
  }

  id(k: number | string): string {
    const hex = createHash('sha256').update(`${this.salt} ${k}`).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  /** Event k of the test: an invoice whose number is k. */
  event(k: number | string, data: JsonObject = {}): NewEvent {
    return {
      id: this.id(k),
      type: 'InvoiceIssued',
      version: 1,
      data: { invoiceNo: `INV-${k}`, amount: '9116800.00', date: '2025-03-04', ...data },
      metadata: { actor: 'clerk-chen', correlationId: randomUUID() },
    }
  }

  events(...ks: (number | string)[]): NewEvent[] {
    return ks.map((k) => this.event(k))
  }

  /** Appends the events k to the test's contract: `append([0, 1], 'none')` is what the scenarios write `[0,1]@none`. */
  append(ks: readonly (number | string)[], expected: Expected, stream = this.stream()): Promise<Appended> {
    return this.log.append(stream, expected, this.events(...ks))
  }

  /** Everything that this test has stored, in log order. */
  async stored(): Promise<RecordedEvent[]> {
    const found: RecordedEvent[] = []
    for await (const page of this.log.readAll({ after: this.start })) found.push(...page)
    return found.filter((it) => it.stream.includes(this.salt))
  }

  /** The numbers k of what is stored, in log order. */
  async storedNumbers(): Promise<string[]> {
    return numbersOf(await this.stored())
  }
}

/** The k of each event made by `Given.event`. */
export function numbersOf(events: readonly RecordedEvent[]): string[] {
  return events.map((it) => String(it.data.invoiceNo).slice('INV-'.length))
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}
