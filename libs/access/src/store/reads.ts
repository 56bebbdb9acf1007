import type { Role } from '../domain/identity'
import type { Database } from './database'
import { newSalt } from './leaves'

/** One look at contract details by somebody to whom they do not belong. */
export interface Read {
  readonly at: number
  readonly actor: string
  readonly role: Role
  readonly action: string
  /** Undefined where the question was about several platforms. */
  readonly platform?: string
  readonly address: string
  /** Method and address with its query: what exactly was asked for. */
  readonly request: string
}

const INSERT =
  'INSERT INTO reads (at, actor, role, action, platform, address, request, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
const PAGE = `SELECT sequence, at, actor, role, action, platform, address, request FROM reads WHERE sequence < ? AND (? IS NULL OR actor = ?) AND (? IS NULL OR platform = ?)
  ORDER BY sequence DESC LIMIT ?`

/** 查阅记录: who looked at which contracts. Only ever added to. */
export class Reads {
  constructor(private readonly database: Database) {}

  append(it: Read): void {
    const values = [it.at, it.actor, it.role, it.action, it.platform ?? null, it.address, it.request, newSalt()]
    this.database.prepare(INSERT).run(...values)
  }

  /** Newest first, before a sequence. */
  page(
    before: number,
    limit: number,
    filter: { actor?: string; platform?: string } = {},
  ): (Read & { sequence: number })[] {
    const [actor, platform] = [filter.actor ?? null, filter.platform ?? null]
    const rows = this.database.prepare(PAGE).all(before, actor, actor, platform, platform, limit)
    return (rows as unknown as (Read & { sequence: number; platform: string | null })[]).map((it) => ({
      ...it,
      platform: it.platform ?? undefined,
    }))
  }
}
