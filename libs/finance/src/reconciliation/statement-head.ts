import type { SheetRow } from '@pilot-ledger/intake/spreadsheets'
import { numberKey, type Refusal } from '@pilot-ledger/kernel'
import { rowFault } from './row-fault'
import { plain } from './statement-cells'

/** 单位：万元; what stands there may be an organisation as well (单位：示例公司). */
const UNIT = /单位[:\t ]+([^\s,;()]+)/
const YUAN = /^(人民币)?(元|圆|yuan)?$|^(cny|rmb)$/i
const WAN = /^(人民币)?万元?$/
const OTHER_MONEY =
  /^(人民币)?([角分厘]|[十百千万亿]+元?|\d+元|[十百千万亿]*(美元|美金|港[元币]|欧元|英镑|日元|澳元|加元|新元|瑞郎)|usd|hkd|eur|gbp|jpy|aud|cad|sgd|chf)$/i
const CURRENCY = /(?:币种|货币|currency)[:\t ]+([^\s,;()]+)/i
/** The number that a heading names as the account’s own; of the other side's there are columns. */
const ACCOUNT =
  /(?<!对方|对手|对手方|收款|付款|收款方|付款方|对公)(?:[账帐]户?(?:号码|号)?|卡号|account(?: (?:no\.?|number))?)(?:\/[账帐卡]号)?[:\t ]*([A-Z]{0,4}[\d*•xX][\d*•xX\- ]*[\d*•])/gi
/** Digits that a workbook keeps of a number. */
const CERTAIN_DIGITS = 15

/** A row's cells as one text; a tab between two cells. */
function textOf({ cells }: SheetRow): string {
  return cells
    .filter((it) => !it.merged && it.kind !== 'date')
    .map((it) => {
      const decimal = it.kind === 'number' && /^\d+$/.test(it.decimal ?? '') ? (it.decimal as string) : undefined
      if (decimal === undefined) return plain(it)
      return decimal.slice(0, CERTAIN_DIGITS) + '*'.repeat(Math.max(0, decimal.length - CERTAIN_DIGITS))
    })
    .join('\t')
}

/** Amounts in another unit or currency all tie as well, for all are wrong alike: only what the bank prints beside them tells. */
export function unitFault(row: SheetRow): Refusal | undefined {
  const text = textOf(row)
  const [unit, currency] = [UNIT.exec(text)?.[1], CURRENCY.exec(text)?.[1]]
  if (unit !== undefined && isForeign(unit)) return notYuan(row, unit)
  if (currency !== undefined && OTHER_MONEY.test(currency))
    return rowFault('statement-currency', row, '只接受人民币（CNY）对账单', 'statements in CNY only', { currency })
  return undefined
}

/** The unit in brackets of a heading, or behind a stroke: 收入（千元）, 金额/万元. */
export function headingUnitFault(row: SheetRow, heading: string): Refusal | undefined {
  const unit = /\(([^()]+)\)$/.exec(heading)?.[1] ?? /[/_-]([^/_-]+)$/.exec(heading)?.[1]
  return heading.includes('万') || (unit !== undefined && isForeign(unit.replace(/^单位:/, '')))
    ? notYuan(row, heading)
    : undefined
}

const isForeign = (unit: string) => !YUAN.test(unit) && OTHER_MONEY.test(unit)

function notYuan(row: SheetRow, said: string): Refusal {
  const code = WAN.test(said) || said.includes('万') ? 'statement-in-wan' : 'statement-unit-unknown'
  return rowFault(code, row, '金额须以元为单位', 'amounts are wanted in yuan', { heading: said.slice(0, 40) })
}

/** Own account numbers that a row above the table names, masked ones as they are. */
export function accountsNamed(row: SheetRow): string[] {
  return [...textOf(row).matchAll(ACCOUNT)].map((it) => it[1].trim()).filter((it) => it.replace(/\D/g, '').length >= 4)
}

/** Whether a number as printed, with stars for what is not shown, can be the account. */
export function fitsAccount(named: string, account: string): boolean {
  const own = bare(account)
  // Behind a blank something else may follow: 账号：6222 0000 1111 as well as 账号：6222… 2025-06-01.
  return [named, named.split(' ')[0]].some((it) => {
    const shown = bare(it)
    if (!/[*•]|X{2,}/.test(shown)) return shown === own
    return new RegExp(`^${shown.replace(/[*•]+|X{2,}/g, '[0-9A-Z]+')}$`).test(own)
  })
}

const bare = (number: string) => numberKey(number).replace(/[^0-9A-Z*•]/g, '')
