import type { Journal } from '../journal'
import { beancountLines } from './beancount'
import { hledgerLines } from './hledger'
import { ledgerLines } from './ledger'

/** The programs a journal is written for; each also ends the file's name. */
export const JOURNAL_FORMATS = ['hledger', 'ledger', 'beancount'] as const
export type JournalFormat = (typeof JOURNAL_FORMATS)[number]

const LINES: Readonly<Record<JournalFormat, (journal: Journal) => Generator<string>>> = {
  hledger: hledgerLines,
  ledger: ledgerLines,
  beancount: beancountLines,
}
const LINES_AT_ONCE = 500

/** The journal's text in pieces, so that a long one is sent while it is written. */
export function* journalText(journal: Journal, format: JournalFormat): Generator<string> {
  let lines: string[] = []
  for (const line of LINES[format](journal)) {
    lines.push(line)
    if (lines.length < LINES_AT_ONCE) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  yield `${lines.join('\n')}\n`
}

/** `journal-<platform>-<sequence>.<format>`. */
export function journalFileName({ platform, asOf }: Journal, format: JournalFormat): string {
  return `journal-${platform.id}-${asOf.sequence}.${format}`
}
