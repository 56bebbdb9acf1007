import { formatAmount, type Refusal, refuse, type Steps } from '@pilot-ledger/kernel'
import { type Book, type BookStatement, linesOf } from './book'
import { type StatementDraft, totalsOf } from './statement'
import { isOfFile } from './statement-commands'
import { statementItems } from './statement-order'

/** Stands where a statement has no name yet. */
export const NOT_YET_NAMED = '00000000-0000-0000-0000-000000000000'
const SHOWN_ROWS = 20

/**
 * What the queues would say of a statement among its neighbours, before it is recorded: days that none or two tell of, a balance
 * that does not carry over, lines that came before. It may be recorded all the same: the missing one may come next.
 */
export function* neighbourNotices(book: Book, draft: StatementDraft): Steps<Refusal[]> {
  const { credits, debits } = totalsOf(draft.lines)
  const { rows, lines, ...header } = draft
  const brought: BookStatement = {
    ...header,
    statement: NOT_YET_NAMED,
    entry: NOT_YET_NAMED,
    recordedAt: 0,
    credits: formatAmount(credits),
    debits: formatAmount(debits),
    lineCount: lines.length,
    parts: 1,
    partsBrought: 1,
    lines: [...lines],
  }
  // Of a file that was begun what is there already is no neighbour.
  const others = [...book.statements].filter(([, it]) => !isOfFile(it, draft))
  const statements = new Map([...others, [NOT_YET_NAMED, brought] as const])
  const between = statementItems({ ...book, statements })
    .filter((it) => it.entries.includes(NOT_YET_NAMED))
    .map(({ kind, zh, en, day }) => refuse(kind, { zh, en, facts: { day } }))
  return [...between, ...(yield* repeatedLines(statements, rows))]
}

function* repeatedLines(statements: ReadonlyMap<string, BookStatement>, rows: readonly number[]): Steps<Refusal[]> {
  const lines = yield* linesOf(statements)
  const again = [...lines.values()].filter((it) => it.statement === NOT_YET_NAMED && it.repeats)
  if (again.length === 0) return []
  const at = again.slice(0, SHOWN_ROWS).map((it) => rows[it.ordinal - 1] ?? it.ordinal)
  const places = at.join('、') + (again.length > SHOWN_ROWS ? '…' : '')
  return [
    refuse('repeatedLine', {
      zh: `第 ${places} 行共 ${again.length} 笔：与先前对账单中的流水相同`,
      en: `rows ${places}, ${again.length} in all: the same lines as in a statement brought earlier`,
      facts: { count: String(again.length) },
    }),
  ]
}
