import { t } from 'i18next'
import { shown } from '../../money/amount'
import { Money } from '../../money/money'

/** A value in the unit of its indicator: amounts in the unit of the page, percent with its sign. */
export function UnitValue({ value, unit }: { value: string | undefined; unit: string }) {
  if (value === undefined) return <span className="number">—</span>
  if (unit === 'CNY' && AMOUNT.test(value)) return <Money value={value} />
  return <span className="number">{unit === 'percent' ? `${value} %` : value}</span>
}

/** The same in plain text, for sentences. */
export function unitText(value: string | undefined, unit: string): string {
  if (value === undefined) return '—'
  if (unit === 'CNY') return `${AMOUNT.test(value) ? shown(value, 'yuan') : value} ${t('yuan')}`
  return unit === 'percent' ? `${value} %` : value
}

const AMOUNT = /^-?\d+\.\d{2}$/
