import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { EventLog, RecordedEvent } from '@pilot-ledger/event-log'
import { restore } from '../../apps/cli/src/backup'

/**
 * A ledger as an earlier version backed it up, and what that version answered about it: what was told once is told again, by
 * every later version. Fields may be added; none may change or go.
 */
const RECORDED = join(__dirname, 'demonstration-2026-11')

const ANSWERS: readonly { path: string; answer: object }[] = readFileSync(`${RECORDED}.answers.ndjson`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))

/** The day of the questions: a window without an end ends on it, and so do windows that letters leave open. */
export const ASKED = Date.parse('2026-11-29T12:00:00+08:00')

/** Answered with zeros then, of a platform that was registered only after the cut: such a platform is not there (404). */
const NOT_YET_REGISTERED = /^\/api\/platforms\/6b2075f4-2864-5945-b801-1686dbb2f110\/figures\?.*&asOf=235$/
export const [NOT_YET, KEPT] = [true, false].map((it) =>
  ANSWERS.filter(({ path }) => NOT_YET_REGISTERED.test(path) === it),
)

/** Restores it below the folder and answers where; it has 943 entries. */
export async function restoredIn(folder: string): Promise<string> {
  const backup = join(folder, 'backup')
  writeFileSync(backup, gunzipSync(readFileSync(`${RECORDED}.backup.gz`)))
  const data = join(folder, 'data')
  if ((await restore(backup, data)).head !== '943') throw new Error('not all of it was restored')
  return data
}

/** An invoice that is one contract's alone, of the shape that invoices had then. */
export async function oldInvoiceIn(log: Pick<EventLog, 'readAll'>): Promise<RecordedEvent> {
  for await (const page of log.readAll()) {
    const found = page.find(({ type, data: { share, total } }) => type === 'InvoiceIssued' && share === total)
    if (found) return found
  }
  throw new Error('the ledger has no invoice')
}
