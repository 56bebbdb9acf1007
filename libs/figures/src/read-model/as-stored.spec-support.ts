import { createHash } from 'node:crypto'
import { contractStateOf, STORE } from '../columns/store'
import { sumsFrom } from '../queries/warnings'
import type { Tables } from './tables'

/** All that is stored of them, in one number. */
export function digestOfAll(tables: Tables): string {
  const hash = createHash('sha256')
  for (const table of tables[STORE].stored) {
    hash.update(`${table.name} ${table.length}\n`)
    for (let page = 0; page < table.pageCount; page++) hash.update(table.encodePage(page))
  }
  return hash.digest('hex')
}

/** What the row of a contract says of it. */
export function contractAsStored(tables: Tables, contract: number) {
  const row = tables[STORE].contracts.row(contract)
  return { state: contractStateOf(row.state), evidence: row.evidence, ...sumsFrom(row) }
}
