import { amount, count, index, type Sheet, text } from '@pilot-ledger/intake/workbooks'
import { fenOf } from '@pilot-ledger/kernel'
import { COLUMN_ZH, type One, type Page, TAX_ZH, type Told } from './close-words'
import { entryName } from './entry-names'

type Carried = NonNullable<One['carriedOver']>

/**
 * 上期结转: item by item the last period's closing as it was closed, each entry that restated it before this one was closed, and
 * this period's opening, which is the sum of the lines above it.
 */
export function carriedSheet(told: Told, period: string, carried: Carried, page: Page): Sheet {
  const { period: before, lines, sequence } = carried
  const shown = lines.filter(
    (it) => it.taxBasis === 'inclusive' || [it.closedBefore, it.restated, it.opening].some((sum) => sum !== '0.00'),
  )
  return {
    ...told,
    code: 'carriedOver',
    name: '上期结转',
    title: `${told.title} ${period} 上期结转`,
    columns: [
      index,
      text('column', '项目', 14),
      text('tax', '口径', 8),
      text('what', '内容', 26),
      count('sequence', '台账序号', 10),
      text('contractNo', '合同编号', 18),
      text('actor', '记录人', 18),
      amount('value', '金额', 18),
    ],
    async *rows() {
      const restated = await restatements(page)
      for (const { column, taxBasis, closedBefore, opening } of shown) {
        const item = { column: COLUMN_ZH[column], tax: TAX_ZH[taxBasis] }
        yield { ...item, what: `上期 ${before} 结账期末`, value: fenOf(closedBefore) }
        for (const it of restated.get(`${column}.${taxBasis}`) ?? []) yield { ...item, ...it }
        yield { ...item, what: '本期期初（合计）', value: fenOf(opening) }
      }
    },
    totals: () => [],
    notes: [
      `每一项目：上期结账期末加其后追溯等于本期期初；追溯为上期结账之后、本期截止序号 ${sequence} 以前登记而涉及上期的记录。`,
      '本期签订合同现行额是当期流量，不结转。',
    ],
  }
}

/** What each entry did to the last period's closings, by item. */
async function restatements(page: Page) {
  const found = new Map<
    string,
    { what: string; sequence: number; contractNo: string; actor: string; value: bigint }[]
  >()
  for (let answer = await page(); ; answer = await page(answer.next)) {
    for (const { type, sequence, contractNo = '', actor, effects } of answer.entries)
      for (const { column, taxBasis, part, value } of effects) {
        if (part !== 'closing') continue
        const key = `${column}.${taxBasis}`
        const line = { what: `追溯：${entryName(type)}`, sequence, contractNo, actor, value: fenOf(value) }
        found.set(key, [...(found.get(key) ?? []), line])
      }
    if (answer.next === undefined) return found
  }
}
