import { numberKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import { defined } from './camt-elements'
import type { CamtStatement } from './camt-statement'

/** Pages of one statement that are all in the file are one statement; a page without the others stays a page. */
export function joinedPages(read: readonly CamtStatement[]): CamtStatement[] {
  const groups = new Map<string, CamtStatement[]>()
  for (const [i, it] of read.entries()) {
    const key =
      it.page === undefined ? `${i}` : `of ${numberKey(it.bankStatementId ?? '')}\n${numberKey(it.account ?? '')}`
    groups.set(key, [...(groups.get(key) ?? []), it])
  }
  return [...groups.values()].flatMap((pages) => (pages.length === 1 ? pages : (joined(pages) ?? pages)))
}

/** Undefined where they do not go on from the first to the last: then pages are missing. */
function joined(pages: readonly CamtStatement[]): CamtStatement | undefined {
  const order = [...pages].sort((a, b) => placeOf(a) - placeOf(b))
  const [first, last] = [order[0], order[order.length - 1]]
  const goOn = order.every((it, i) => i === 0 || it.opening === order[i - 1].closing)
  if (!first.page?.isFirst || !last.page?.isLast || !goOn) return undefined
  const all = <T>(of: (it: CamtStatement) => readonly T[]) => order.flatMap(of)
  const days = (of: (it: CamtStatement) => string | undefined) => order.flatMap((it) => of(it) ?? []).sort()
  return {
    ...defined({ bankStatementId: first.bankStatementId, account: first.account }),
    ...defined({ opening: first.opening, closing: last.closing }),
    ...defined({ from: days((it) => it.from)[0], to: days((it) => it.to).at(-1) }),
    saysFrom: order.every((it) => it.saysFrom),
    lines: all((it) => it.lines),
    rows: all((it) => it.rows),
    totals: all((it) => it.totals),
    faults: all((it) => it.faults),
    notices: all((it) => it.notices),
  }
}

/** By the bank's number; else the one that opens the whole first, the one that closes it last, the others by their days. */
function placeOf({ page, from, lines }: CamtStatement): number {
  if (page?.number !== undefined) return page.number
  if (page?.isFirst) return Number.MIN_SAFE_INTEGER
  if (page?.isLast) return Number.MAX_SAFE_INTEGER
  return Number((lines[0]?.day ?? from ?? '0').replaceAll('-', ''))
}

/**
 * A page alone says nothing of the days of the others: half a month is never recorded as the whole. Whoever has no other names the days
 * that it is of, up to the balance where it breaks off or from there on.
 */
export function pageFault(
  { page, lines, closing, opening, ...printed }: CamtStatement,
  typed: { readonly from?: string; readonly to?: string },
): Refusal | undefined {
  if (page === undefined) return undefined
  const days = lines.map((it) => it.day).sort()
  const namesStart =
    page.isFirst || (typed.from !== undefined && typed.from !== printed.from && (days[0] ?? typed.from) >= typed.from)
  const namesEnd =
    page.isLast || (typed.to !== undefined && typed.to !== printed.to && (days.at(-1) ?? typed.to) <= typed.to)
  if (namesStart && namesEnd) return undefined
  const [zh, en] = page.isFirst
    ? ['只到期中余额，其后还有', 'it breaks off at a balance of the middle, and another follows']
    : ['从期中余额起，其前还有', 'it goes on from a balance of the middle, and another precedes']
  return refuse('statement-page-of-several', {
    pointer: page.isFirst ? '/to' : '/from',
    zh: `文件是多页对账单中的一页（${page.number === undefined ? '' : `第 ${page.number} 页，`}${zh}）：请把各页一并选取导入；确只此一页的，请填写本页所涵盖的起止日`,
    en: `this is one page of a statement (${page.number === undefined ? '' : `page ${page.number}: `}${en}): bring all pages together, or give the days that this page alone is of`,
    facts: defined({
      page: page.number === undefined ? undefined : String(page.number),
      opening,
      closing,
    }) as Record<string, string>,
  })
}
