import type { SheetCell } from '@pilot-ledger/intake/spreadsheets'
import { plain } from './statement-cells'

/** English in brackets behind the Chinese, or beside it without: `交易货币[ Trade Currency ]`, `币种 Currency`. */
const ENGLISH = /[[(]\s*[A-Za-z][^\])]*[\])]/g
const HAN = /\p{Script=Han}/u

/** A heading or label in its two languages, without blanks and what is printed around it. */
export function headingOf(cell: SheetCell | undefined): { readonly zh: string; readonly en: string } {
  const text = plain(cell)
  if (!HAN.test(text))
    return {
      zh: '',
      en: text
        .toLowerCase()
        .replace(/(?<![:*])[:*]+$/, '')
        .trim(),
    }
  const zh = text
    .replace(ENGLISH, '')
    .replace(/[A-Za-z][A-Za-z .'’-]+/g, '')
    .replace(/[\s:*]+/g, '')
  const en = (text.match(/[A-Za-z][A-Za-z .'’/-]*/g) ?? []).join(' ').toLowerCase().replace(/\s+/g, ' ').trim()
  return { zh, en }
}

/** In which currency a movement is: another column than what it was exchanged at, or the other side's. */
export function namesCurrency(cell: SheetCell): boolean {
  const { zh, en } = headingOf(cell)
  if (/对方|对手|汇率|等值/.test(zh)) return false
  return (
    /(币种|币别|货币)(名称|代码|代号|类型|种类|符号|单位)?$|^币$/.test(zh) ||
    (zh === '' && /^(?!.*rate).*\b(currency|ccy)\b/.test(en))
  )
}

const OWN_ACCOUNT =
  /^(本方|我方|本单位|单位|查询|本|交易|客户|开户|结算|人民币|存款|活期|银行|对公)?(账户?|帐户?|卡)(号码?|编号)?(\/[账帐卡]号)?$/
const OWN_ACCOUNT_EN = /^(inquirer |own |our |customer |client )?(account|a\/c|acct|card)( ?(no|number|num))?\.?$/

/** The account that the list is of. */
export function namesOwnAccount(cell: SheetCell): boolean {
  const { zh, en } = headingOf(cell)
  return OWN_ACCOUNT.test(zh) || (zh === '' && OWN_ACCOUNT_EN.test(en))
}

/** On which side of the books a balance stands: 贷 or 借 beside a size. */
export function namesBalanceSide(cell: SheetCell): boolean {
  const { zh, en } = headingOf(cell)
  return (
    /^(账户|账面|当前|联机)?余额的?(借贷)?(方向|标志|标识)$|^余额借贷$/.test(zh) ||
    /^balance (side|direction|dr\/?cr)$/.test(en)
  )
}

const PURPOSE = /^(交易|业务|客户|款项|付款|其[它他])?(摘要|用途|附言)$/
const PURPOSE_EN = /^(payment |transaction )?(purpose|remarks?)$/

/** What a movement was for: the bank's own word of it, and the payer's. Many banks print both. */
export function namesPurpose(cell: SheetCell): boolean {
  const { zh, en } = headingOf(cell)
  return PURPOSE.test(zh) || (zh === '' && PURPOSE_EN.test(en))
}

const PARTY = {
  payer: /^(付款|汇款|付方|转出|借方)(人|方|单位|账户|账号)?/,
  payee: /^(收款|收方|转入|贷方)(人|方|单位|账户|账号)?/,
} as const
const PARTY_EN = { payer: /payer|remitter|ordering|sender/, payee: /payee|beneficiary|receiver/ } as const
const NAME = /^(账户|账号|帐户)?(名称|户名|名|姓名|全称)?$/
const NUMBER = /^(账户|帐户)?(账号|帐号|卡号|号码?)$/
export type Side = keyof typeof PARTY

/** Of a bank that prints who paid and whom, one of which is always the account's own holder: which of the two, and what of it. */
export function namesParty(cell: SheetCell): { readonly side: Side; readonly what: 'name' | 'account' } | undefined {
  const { zh, en } = headingOf(cell)
  for (const side of ['payer', 'payee'] as const) {
    if (zh === '') {
      if (!PARTY_EN[side].test(en) || /bank|branch/.test(en)) continue
      return { side, what: /account|a\/c|no\.|number/.test(en) && !/name/.test(en) ? 'account' : 'name' }
    }
    const begins = PARTY[side].exec(zh)
    if (!begins) continue
    // 付款账号 ends with what the side's own word may take along.
    const rests = [zh.slice(begins[0].length), zh.slice(2)]
    if (rests.some((it) => NUMBER.test(it))) return { side, what: 'account' }
    if (rests.some((it) => NAME.test(it))) return { side, what: 'name' }
  }
  return undefined
}
