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
const COLUMNS = 'sequence, at, actor, role, action, platform, address, request'

/** 查阅记录: who looked at which contracts. Only ever added to. */
export class Reads {
  constructor(private readonly database: Database) {}

  /** Throws where it is not there afterwards: who is shown what he asked for has been noted. */
  append(it: Read): void {
    const values = [it.at, it.actor, it.role, it.action, it.platform ?? null, it.address, it.request, newSalt()]
    const { changes } = this.database.prepare(INSERT).run(...values)
    if (Number(changes) !== 1) throw new Error('access.db did not take in a look')
  }

  /** Newest first, before a sequence. Of a platform also those that were about several: it may have been among them. */
  page(
    before: number,
    limit: number,
    { actor, platform }: { actor?: string; platform?: string } = {},
  ): (Read & { sequence: number })[] {
    const [ofActor, actors] = actor === undefined ? ['', []] : [' AND actor = ?', [actor]]
    const newest = (and: string) =>
      `SELECT * FROM (SELECT ${COLUMNS} FROM reads WHERE sequence < ?${ofActor}${and} ORDER BY sequence DESC LIMIT ?)`
    // Never by going through all of them: somebody who is nowhere in a million looks is soon told. Each part has its index.
    const rows =
      platform === undefined
        ? this.database.prepare(newest('')).all(before, ...actors, limit)
        : this.database
            .prepare(
              `${newest(' AND platform = ?')} UNION ALL ${newest(' AND platform IS NULL')} ORDER BY sequence DESC LIMIT ?`,
            )
            .all(...[before, ...actors, platform, limit], ...[before, ...actors, limit], limit)
    return (rows as unknown as (Read & { sequence: number; platform: string | null })[]).map((it) => ({
      ...it,
      platform: it.platform ?? undefined,
      address: it.address.trim(),
    }))
  }
}
