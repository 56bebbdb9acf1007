import { fenOf, formatAmount } from '@pilot-ledger/kernel'
import { type IndicatorView, indicatorsOfView, type ResultView, withUnit } from './result-view'

/** 填报数 apart from 账面: what was verified starts from the ledger, so the difference falls away without a strike. */
export interface NotGranted {
  readonly indicator: IndicatorView
  /** 填报 − 账面: below zero where less was stated than the ledger has. */
  readonly difference: string
  readonly label: string
  readonly reason: string
}

/** Of one indicator; undefined where both are one, and before it is verified. */
export function notGranted(it: IndicatorView): NotGranted | undefined {
  const { claimed, ledger, verified, unit } = it
  if (claimed === undefined || ledger === undefined || verified === undefined) return undefined
  const money = unit === 'CNY'
  const apart = money ? fenOf(claimed) - fenOf(ledger) : BigInt(claimed) - BigInt(ledger)
  if (apart === 0n) return undefined
  const judged = apart > 0n ? '账本无据，不予认定' : '按账面核定'
  return {
    indicator: it,
    difference: money ? formatAmount(apart) : String(apart),
    label: apart > 0n ? '填报数高于账面' : '填报数低于账面',
    reason: it.reason ? `${judged}（平台说明：${it.reason}）` : judged,
  }
}

/** The same in sentences, for the notice. */
export function notGrantedWords(view: ResultView): string[] {
  return indicatorsOfView(view).flatMap((it) => {
    const found = notGranted(it)
    if (!found) return []
    const { label, difference, reason } = found
    const size = withUnit(difference.replace('-', ''), it.unit)
    return [
      `${it.zh}：填报 ${withUnit(it.claimed, it.unit)}，账面 ${withUnit(it.ledger, it.unit)}，${label} ${size}，${reason}。`,
    ]
  })
}
