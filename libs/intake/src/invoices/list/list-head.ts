import type { SheetRow } from '../../spreadsheets'
import { plainName } from '../reading/elements'

const names = (text: string) => text.split(' ')

/** What 全量发票查询导出 and its relatives write above their columns. 金额 there is without tax, 价税合计 with. */
const COLUMNS = {
  number: names('数电发票号码 数电票号码 全电发票号码'),
  paperNumber: names('发票号码'),
  code: names('发票代码'),
  sellerId: names('销方识别号 销售方识别号 销方税号 销售方税号 销方纳税人识别号 销售方纳税人识别号'),
  sellerName: names('销方名称 销售方名称'),
  buyerId: names('购方识别号 购买方识别号 购方税号 购买方税号 购方纳税人识别号 购买方纳税人识别号'),
  buyerName: names('购买方名称 购方名称'),
  day: names('开票日期 开票时间'),
  goods: names('货物或应税劳务名称 项目名称 商品名称'),
  withoutTax: names('金额 不含税金额 合计金额'),
  rate: names('税率 税率征收率'),
  tax: names('税额 合计税额'),
  total: names('价税合计'),
  kind: names('发票票种 票种 发票类型'),
  state: names('发票状态'),
  positive: names('是否正数发票'),
  remark: names('备注'),
} as const
export type ListColumn = keyof typeof COLUMNS

/** The columns of a list by what they hold. */
export type ListHead = Readonly<Partial<Record<ListColumn, number>>>

/** A clerk's own list names the contract: it is none of the tax service's. */
const OWN = names('合同编号 合同号 对应合同')

/** The head of a list of the tax service, or undefined: it alone names seller and buyer by number beside each invoice. */
export function listHead({ cells }: Pick<SheetRow, 'cells'>): ListHead | undefined {
  const head: Partial<Record<ListColumn, number>> = {}
  for (const { text, column } of cells) {
    const name = plainName(text)
    if (OWN.includes(name)) return undefined
    for (const [field, its] of Object.entries(COLUMNS) as [ListColumn, readonly string[]][])
      if (head[field] === undefined && its.includes(name)) head[field] = column
  }
  const { number, paperNumber, sellerId, sellerName, day, withoutTax, tax, total } = head
  const invoice = number ?? paperNumber
  return [invoice, sellerId, sellerName, day, withoutTax, tax, total].includes(undefined) ? undefined : head
}
