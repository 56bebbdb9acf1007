import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { privateFile, privateFolder } from '@pilot-ledger/event-log'
import type { Reader } from '../notice'

/** Of one endpoint so many deliveries that went well are kept to be seen. */
const MOST_KEPT = 10_000

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead', 'skipped'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** 通知地址: where notices go, and whose they are: it is told what an account of this role, and of these platforms, may know of. */
export interface Webhook extends Reader {
  readonly id: string
  readonly label: string
  readonly url: string
  readonly createdAt: number
  readonly createdBy: string
  readonly endedAt?: number
  readonly endedBy?: string
  /** Since when it is sent nothing: it came with a backup or a copy, and waits for a person. */
  readonly pausedAt?: number
  /** When a person last let it go on, and who. */
  readonly resumedAt?: number
  readonly resumedBy?: string
  /** The sequence up to which its deliveries are written down. */
  readonly position: number
}

export interface Delivery {
  readonly sequence: number
  /** The entry's id, and so the delivery's, however often it is sent. */
  readonly id: string
  readonly stream: string
  readonly type: string
  readonly state: DeliveryState
  readonly attempts: number
  /** Of a waiting one: when it is tried next. */
  readonly nextAt: number
  readonly lastAt?: number
  /** What the last attempt came to: a status, or why there was none. */
  readonly outcome?: string
}
export type NewDelivery = Pick<Delivery, 'sequence' | 'id' | 'stream' | 'type'>
export interface Counts {
  readonly waiting: number
  readonly dead: number
  readonly lastDeliveredAt?: number
}

/**
 * `position` and deliveries change in one transaction: a process that dies between sending and noting it sends once more, under
 * the same id, and never less. A secret is what it signs with, so it stands here as it is, in a file of its owner alone.
 */
const SCHEMA = `
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, role TEXT NOT NULL, platforms TEXT NOT NULL,
  created_at INTEGER NOT NULL, created_by TEXT NOT NULL, ended_at INTEGER, ended_by TEXT, position INTEGER NOT NULL
) STRICT;
CREATE TABLE deliveries (
  webhook TEXT NOT NULL REFERENCES webhooks (id), sequence INTEGER NOT NULL, id TEXT NOT NULL, stream TEXT NOT NULL, type TEXT NOT NULL,
  state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, last_at INTEGER, outcome TEXT,
  PRIMARY KEY (webhook, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_by_state ON deliveries (webhook, state, stream, sequence);
PRAGMA user_version = 1;
`
/** `carried` has a row while everything stands as `carryWebhooks` put it here: the first change by a person takes it away. */
const CARRIED = `
BEGIN IMMEDIATE;
ALTER TABLE webhooks ADD COLUMN paused_at INTEGER;
ALTER TABLE webhooks ADD COLUMN resumed_at INTEGER;
ALTER TABLE webhooks ADD COLUMN resumed_by TEXT;
CREATE TABLE carried (at INTEGER NOT NULL) STRICT;
PRAGMA user_version = 2;
COMMIT;
`
const ADD = `INSERT INTO webhooks (id, label, url, secret, role, platforms, created_at, created_by, position)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
const DELIVERY = 'sequence, id, stream, type, state, attempts, next_at AS nextAt, last_at AS lastAt, outcome'
/** Of each stream the first that has not gone: what comes after it waits for it, also while it is dead. */
const FIRST_OF_STREAM = `SELECT ${DELIVERY}, min(sequence) FROM deliveries
  WHERE webhook = ? AND state IN ('waiting', 'dead') GROUP BY stream`
const DUE = `SELECT * FROM (${FIRST_OF_STREAM}) WHERE state = 'waiting' AND nextAt <= ? ORDER BY nextAt, sequence LIMIT ?`
const NEXT = `SELECT min(nextAt) AS at FROM (${FIRST_OF_STREAM}) WHERE state = 'waiting'`
const COUNTS = `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'dead') AS dead,
  max(last_at) FILTER (WHERE state = 'delivered') AS lastDeliveredAt FROM deliveries WHERE webhook = ?`
const TIDY = `DELETE FROM deliveries WHERE webhook = ? AND state = 'delivered' AND sequence <= (
  SELECT sequence FROM deliveries WHERE webhook = ? AND state = 'delivered' ORDER BY sequence DESC LIMIT 1 OFFSET ${MOST_KEPT})`

type Row = Readonly<Record<string, string | number | null>>

/** Where endpoints, their secrets and the log of deliveries are kept, in the data folder or the one that `--webhooks` names. */
export const webhooksFile = (folder: string): string => join(folder, 'webhooks.db')

/** Endpoints, and the log of what was sent to each. */
export class WebhookStore {
  private readonly database: InstanceType<typeof DatabaseSync>

  /** @param file where it stands while it is carried, before it has its name */
  constructor(folder: string, file = webhooksFile(folder)) {
    privateFolder(folder)
    privateFile(file)
    this.database = new DatabaseSync(file, { timeout: 5000 })
    this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
    const { user_version } = this.database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (user_version === 0) this.database.exec(SCHEMA)
    if (user_version < 2) this.database.exec(CARRIED)
    // What was answered is on disk; that a notice has gone may be forgotten: it goes once more then.
    this.database.exec('PRAGMA synchronous = NORMAL')
  }

  add(it: Webhook, secret: string): void {
    const values = [it.id, it.label, it.url, secret, it.role, JSON.stringify(it.platforms), it.createdAt, it.createdBy]
    this.durably(() => this.database.prepare(ADD).run(...values, it.position))
  }

  /** What waited for it goes with it; what was sent stays to be seen, and the secret goes. */
  end(id: string, at: number, by: string): void {
    this.durably(() => {
      this.database.prepare("UPDATE webhooks SET ended_at = ?, ended_by = ?, secret = '' WHERE id = ?").run(at, by, id)
      this.database.prepare("DELETE FROM deliveries WHERE webhook = ? AND state = 'waiting'").run(id)
    })
  }

  /** Whatever is sent to waits for a person from now on; what was recorded up to then, and after, is not lost by it. */
  pauseAll(at: number): void {
    this.durably(() =>
      this.database.prepare('UPDATE webhooks SET paused_at = ? WHERE ended_at IS NULL AND paused_at IS NULL').run(at),
    )
    this.inTransaction(() => this.database.prepare('INSERT INTO carried VALUES (?)').run(at))
  }

  /** Whether nobody has changed anything since it was carried here; then nothing was sent from here, either. */
  get isAsCarried(): boolean {
    return this.database.prepare('SELECT 1 FROM carried').get() !== undefined
  }

  /** It goes on from where it was. False where it was not paused. */
  resume(id: string, at: number, by: string): boolean {
    return this.durably(() => {
      const sql =
        'UPDATE webhooks SET paused_at = NULL, resumed_at = ?, resumed_by = ? WHERE id = ? AND paused_at IS NOT NULL'
      return Number(this.database.prepare(sql).run(at, by, id).changes) === 1
    })
  }

  renewSecret(id: string, secret: string): void {
    this.durably(() => this.database.prepare('UPDATE webhooks SET secret = ? WHERE id = ?').run(secret, id))
  }

  all(): Webhook[] {
    return (this.database.prepare('SELECT * FROM webhooks ORDER BY created_at, id').all() as unknown as Row[]).map(
      webhookOf,
    )
  }

  one(id: string): Webhook | undefined {
    const row = this.database.prepare('SELECT * FROM webhooks WHERE id = ?').get(id) as Row | undefined
    return row && webhookOf(row)
  }

  secretOf(id: string): string {
    return String((this.database.prepare('SELECT secret FROM webhooks WHERE id = ?').get(id) as Row).secret)
  }

  /** What an endpoint is to be told of the entries up to a sequence. */
  take(id: string, position: number, deliveries: readonly NewDelivery[]): void {
    this.inTransaction(() => {
      this.insert(id, deliveries)
      this.database.prepare('UPDATE webhooks SET position = ? WHERE id = ?').run(position, id)
    })
  }

  /** Of an entry whose place another has taken: that one's delivery, or none. */
  replace(id: string, sequence: number, by: NewDelivery | undefined): void {
    this.inTransaction(() => {
      this.database.prepare('DELETE FROM deliveries WHERE webhook = ? AND sequence = ?').run(id, sequence)
      this.insert(id, by ? [by] : [])
    })
  }

  private insert(id: string, deliveries: readonly NewDelivery[]): void {
    const insert = this.database.prepare(
      "INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?, 'waiting', 0, 0, NULL, NULL)",
    )
    for (const it of deliveries) insert.run(id, it.sequence, it.id, it.stream, it.type)
  }

  /** Waiting ones whose time has come, of each stream the first, where nothing dead stands before it. */
  due(id: string, now: number, limit: number): Delivery[] {
    return (this.database.prepare(DUE).all(id, now, limit) as unknown as Row[]).map(deliveryOf)
  }

  /** When the next is due; undefined where none waits that could go. */
  nextAt(id: string): number | undefined {
    const { at } = this.database.prepare(NEXT).get(id) as Row
    return at === null ? undefined : Number(at)
  }

  note(id: string, it: Delivery): void {
    this.database
      .prepare(
        'UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, last_at = ?, outcome = ? WHERE webhook = ? AND sequence = ?',
      )
      .run(it.state, it.attempts, it.nextAt, it.lastAt ?? null, it.outcome ?? null, id, it.sequence)
    if (it.state === 'delivered' && it.sequence % 1_000 === 0) this.database.prepare(TIDY).run(id, id)
  }

  /** Dead ones wait again, as if they were new. How many there were. */
  revive(id: string): number {
    return this.durably(() => {
      const sql =
        "UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = 0 WHERE webhook = ? AND state = 'dead'"
      return Number(this.database.prepare(sql).run(id).changes)
    })
  }

  /** A dead one is given up, so that what stands behind it goes. False where it is not dead. */
  skip(id: string, sequence: number): boolean {
    return this.durably(() => {
      const sql = "UPDATE deliveries SET state = 'skipped' WHERE webhook = ? AND sequence = ? AND state = 'dead'"
      return Number(this.database.prepare(sql).run(id, sequence).changes) === 1
    })
  }

  counts(id: string): Counts {
    const { waiting, dead, lastDeliveredAt } = this.database.prepare(COUNTS).get(id) as Row
    return { waiting: Number(waiting), dead: Number(dead), lastDeliveredAt: numberOrNone(lastDeliveredAt) }
  }

  /** Newest first. */
  deliveries(id: string, before: number, limit: number, state?: DeliveryState): Delivery[] {
    const where = state === undefined ? '' : 'AND state = ?'
    const sql = `SELECT ${DELIVERY} FROM deliveries WHERE webhook = ? AND sequence < ? ${where} ORDER BY sequence DESC LIMIT ?`
    const values = [id, before, ...(state === undefined ? [] : [state]), limit]
    return (this.database.prepare(sql).all(...values) as unknown as Row[]).map(deliveryOf)
  }

  /** All of it is in the one file from then on, which may be given another name. */
  closeAlone(): void {
    this.database.exec('PRAGMA journal_mode = DELETE')
    this.close()
  }

  close(): void {
    this.database.close()
  }

  /** What a person changes. */
  private durably<T>(change: () => T): T {
    this.database.exec('PRAGMA synchronous = FULL')
    try {
      return this.inTransaction(() => {
        this.database.exec('DELETE FROM carried')
        return change()
      })
    } finally {
      this.database.exec('PRAGMA synchronous = NORMAL')
    }
  }

  private inTransaction<T>(change: () => T): T {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      const result = change()
      this.database.exec('COMMIT')
      return result
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }
}

const numberOrNone = (it: string | number | null) => (it === null ? undefined : Number(it))
const textOrNone = (it: string | number | null) => (it === null ? undefined : String(it))

function webhookOf(row: Row): Webhook {
  return {
    id: String(row.id),
    label: String(row.label),
    url: String(row.url),
    role: row.role as Webhook['role'],
    platforms: JSON.parse(String(row.platforms)) as string[],
    createdAt: Number(row.created_at),
    createdBy: String(row.created_by),
    endedAt: numberOrNone(row.ended_at),
    endedBy: textOrNone(row.ended_by),
    pausedAt: numberOrNone(row.paused_at),
    resumedAt: numberOrNone(row.resumed_at),
    resumedBy: textOrNone(row.resumed_by),
    position: Number(row.position),
  }
}

function deliveryOf(row: Row): Delivery {
  return {
    sequence: Number(row.sequence),
    id: String(row.id),
    stream: String(row.stream),
    type: String(row.type),
    state: row.state as DeliveryState,
    attempts: Number(row.attempts),
    nextAt: Number(row.nextAt),
    lastAt: numberOrNone(row.lastAt),
    outcome: textOrNone(row.outcome),
  }
}
