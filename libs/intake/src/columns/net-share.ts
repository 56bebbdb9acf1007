import { cellFault, fault, notice } from './cell-fault'
import type { IntakeFault, IntakeNotice } from './record'
import type { TableHead } from './table-head'
import { wordKey } from './written'

/** 金额 beside 税额 and 价税合计 is the amount without tax in every list of the tax service, and the share in many a clerk's. */
const VAGUE = ['金额', '开票金额'].map(wordKey)
type Values = Record<string, string | readonly string[]>
const fen = (amount: unknown) => BigInt(String(amount).replace('.', ''))

/**
 * A contract's share of an invoice is counted with tax. Where a heading does not say which it is, the row's own figures do: 金额 is
 * 价税合计, or comes to it with 税额 and is then without tax. Where neither holds, nobody knows, and it is asked.
 */
export class NetShare {
  private readonly heading: string | undefined
  private readonly at: number

  constructor({ sheet, headings }: TableHead) {
    const of = (field: string) => headings.find(({ heading }) => heading?.column?.field === field)?.cell
    const share = sheet.kind === 'invoice' && of('total') && of('tax') ? of('share') : undefined
    this.at = share?.column ?? 0
    this.heading =
      share && VAGUE.includes(wordKey(share.text).replace(/[([【][^()[\]【】]*[)\]】]/g, '')) ? share.text : undefined
  }

  /** What the row's share is read as, and what is to be said of it; the values are left alone. */
  read(values: Values, place: { sheet: string; row: number }): { values: Values; said?: IntakeFault | IntakeNotice } {
    const { share, tax, total } = values
    if (this.heading === undefined || share === undefined || tax === undefined || total === undefined) return { values }
    if (share === total) return { values }
    const at = { ...place, column: this.at }
    const facts = { share: String(share), tax: String(tax), total: String(total) }
    if (fen(share) + fen(tax) === fen(total)) {
      const zh = `「${this.heading}」${share} 加税额 ${tax} 等于价税合计：为不含税金额；本合同份额含税，按价税合计 ${total} 读`
      const en = `${share} with the tax of ${tax} is the total: it is without tax; the share is with tax and read as ${total}`
      return {
        values: { ...values, share: total },
        said: notice(at, cellFault('share-without-tax', zh, en, facts), { field: 'share' }),
      }
    }
    const zh = `「${this.heading}」与「价税合计」对不上：不知为含税还是不含税。本合同份额须含税，请将该栏改名为「本合同金额」并填含税份额`
    const en = `「${this.heading}」 and 「价税合计」 do not say whether the share is with tax: it must be; name the column 本合同金额 and give shares with tax`
    return { values, said: fault(at, cellFault('share-with-or-without-tax', zh, en, facts), { field: 'share' }) }
  }
}
