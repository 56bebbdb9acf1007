import { useTranslation } from 'react-i18next'
import { Money } from '../money/money'

/** A value in the unit of its indicator: amounts in the unit of the page, percent with its sign. */
export function UnitValue({ value, unit }: { value: string | undefined; unit: string }) {
  if (value === undefined) return <span className="number">—</span>
  if (unit === 'CNY' && /^-?\d+\.\d{2}$/.test(value)) return <Money value={value} />
  return <span className="number">{unit === 'percent' ? `${value} %` : value}</span>
}

/** The same in plain text, for sentences. */
export function useUnitText() {
  const { t } = useTranslation()
  return (value: string | undefined, unit: string) =>
    value === undefined ? '—' : `${value}${unit === 'CNY' ? ` ${t('yuanSuffix')}` : unit === 'percent' ? ' %' : ''}`
}
