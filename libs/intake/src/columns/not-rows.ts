import type { SheetRow } from '../spreadsheets'
import { wordKey } from './written'

const TOTAL = /^(本页|本月|本年|本期)?(合计|总计|小计|共计|累计|总和|total|subtotal|sum)(\(.*\))?$/
const FOOT =
  /^(填报人|填表人|填报单位|制表人?|负责人|经办人?|审核人?|审批人?|复核人?|单位负责人|填报日期|填表日期|制表日期|日期|联系人|联系电话|单位[(]?盖章|盖章|注|备注|说明|[(]?以下空白[)]?|[(]?以下无正文[)]?)([:：].*)?$/

/** How numbers of contracts and papers begin, and no word that ends a table does. */
const A_NUMBER = /^[0-9A-RU-Za-ru-z]/

/** The word stands before the first amount, where a row of the list would have its number or name. */
export function totalWord(row: SheetRow, firstAmount: number): string | undefined {
  return row.cells.find(
    (it) =>
      it.kind === 'text' &&
      it.column < firstAmount &&
      it.text.length < 40 &&
      !A_NUMBER.test(it.text) &&
      TOTAL.test(wordKey(it.text)),
  )?.text
}

/** 其中：含税合同, 尾差: a line that says of what a total is made, and is compared with nothing. */
export const isPartOfTotal = (row: SheetRow, firstAmount: number) =>
  row.cells.some(({ kind, text, column }) => kind === 'text' && column < firstAmount && /^(其中[:：]|尾差)/.test(text))

/** 填报人, 备注 and the like: under a table, and no row of it. */
export const isFoot = (row: SheetRow) =>
  row.cells.every((it) => it.merged || (it.kind === 'text' && isFootText(it.text)))
const isFootText = (text: string) => {
  if (A_NUMBER.test(text)) return false
  const words = text.normalize('NFKC').replace(/\s+/g, '')
  return FOOT.test(words) || OF_THE_LEDGER.test(words)
}
/** Under each list that the ledger prints. */
const OF_THE_LEDGER = /^(截止序号\d+\(记录于|(印制时)?检查点:\d+条)/
