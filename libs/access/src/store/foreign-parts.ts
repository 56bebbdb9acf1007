import { DatabaseSync } from '@photostructure/sqlite'
import type { Database } from './database'
import { SCHEMA } from './schema'

/** What would let a row be passed over without anybody noticing; no table or index of ours says it. */
const PASSES_OVER = /\bON\s+CONFLICT\b/i

interface Part {
  readonly type: string
  readonly name: string
  readonly sql: string | null
}
const PARTS = 'SELECT type, name, sql FROM sqlite_schema'

/**
 * Triggers, views and rules that somebody put into the file: a trigger could leave out whoever is not to be seen, before
 * anything is committed. Ours that are gone are none of these: they keep from slips, and what happens without them is found.
 */
export function foreignParts(database: Database): readonly string[] {
  const ours = new DatabaseSync(':memory:')
  try {
    ours.exec(SCHEMA)
    const known = new Set(partsOf(ours).map(sameText))
    return partsOf(database)
      .filter((it) =>
        it.type === 'trigger' || it.type === 'view' ? !known.has(sameText(it)) : PASSES_OVER.test(it.sql ?? ''),
      )
      .map(({ type, name }) => `${type} ${name}: 不是本程序所设 is none of this program’s`)
  } finally {
    ours.close()
  }
}

const partsOf = (database: Database) => database.prepare(PARTS).all() as unknown as Part[]
const sameText = ({ type, name, sql }: Part) => `${type} ${name} ${(sql ?? '').replace(/\s+/g, ' ').trim()}`
