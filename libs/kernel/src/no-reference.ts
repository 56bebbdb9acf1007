import { numberKey } from './name-key'

/** What banks, payers and their programs write where a number is wanted and there is none (ISO 20022: NOTPROVIDED, SWIFT: NONREF). */
const NOTHING: ReadonlySet<string> = new Set(
  [
    'NONREF',
    'NOREF',
    'NOREFERENCE',
    'NOTPROVIDED',
    'NOTAVAILABLE',
    'UNKNOWN',
    'NONE',
    'NULL',
    'NIL',
    'NA',
    'NAN',
  ].concat(
    [
      'UNDEFINED',
      'NO',
      'EMPTY',
      '无',
      '空',
      '暂无',
      '没有',
      '未知',
      '未填',
      '未填写',
      '未提供',
      '不详',
      '无编号',
      '无流水号',
    ],
    ['无凭证号', '无参考号', '无备注', '无附言', '略'],
    // How was paid, written where the slip's number belongs: the next one of another day would be the same slip.
    [
      '现金',
      '现金收款',
      '转账',
      '银行转账',
      '对公转账',
      '网银',
      '网银转账',
      '电汇',
      '汇款',
      '支票',
      '承兑',
      '承兑汇票',
    ],
    ['微信', '微信支付', '支付宝', '刷卡', '扫码', 'CASH', 'TRANSFER', 'BANKTRANSFER', 'WIRE', 'CHEQUE', 'CHECK'],
  ),
)

/**
 * Whether a text in the place of a reference says nothing: noughts, strokes and points of any kind, or a word for nothing. Two
 * lines that say so have nothing in common, and no slip of the ledger is called so.
 */
export function isNoReference(text: string | undefined): boolean {
  if (text === undefined) return true
  const letters = numberKey(text).replace(/[^\p{L}\p{N}]+/gu, '')
  return /^0*$/.test(letters) || NOTHING.has(letters)
}
