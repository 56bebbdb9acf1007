import { Input, Segmented } from 'antd'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { Hint } from '../words/hint'
import { t } from '../words/word'
import { shown, typedAmount, type Unit, understood } from './amount'

const UnitContext = createContext<{ unit: Unit; choose: (unit: Unit) => void }>({
  unit: 'yuan',
  choose: () => undefined,
})
const KEPT = 'pilot-ledger.unit'

export function UnitProvider({ children }: { children: ReactNode }) {
  const [unit, setUnit] = useState<Unit>(localStorage.getItem(KEPT) === 'wan' ? 'wan' : 'yuan')
  const choose = (it: Unit) => {
    localStorage.setItem(KEPT, it)
    setUnit(it)
  }
  return <UnitContext value={{ unit, choose }}>{children}</UnitContext>
}

/** Inside it amounts are in yuan whatever was chosen: what ties to the fen says nothing in 万元. */
export function ToTheFen({ children }: { children: ReactNode }) {
  return <UnitContext value={{ unit: 'yuan', choose: () => undefined }}>{children}</UnitContext>
}

export function useUnit() {
  return useContext(UnitContext)
}

/** 单位：元 / 万元, for the whole page. */
export function UnitChoice() {
  const { unit, choose } = useUnit()
  return (
    <Segmented
      aria-label={t('unit')}
      options={[
        { value: 'yuan', label: t('yuan') },
        { value: 'wan', label: t('wan') },
      ]}
      value={unit}
      onChange={(it) => choose(it as Unit)}
    />
  )
}

/** An amount in the unit chosen; in 万元 the exact amount stands in its tooltip. */
export function Money({ value }: { value: string | null | undefined }) {
  const { unit } = useUnit()
  if (value === null || value === undefined) return <span className="number">—</span>
  if (unit === 'yuan') return <span className="number">{shown(value, unit)}</span>
  return (
    <Hint className="number" title={`${shown(value, 'yuan')} 元`}>
      {shown(value, unit)}
    </Hint>
  )
}

/** An amount as plain text, for where there are a thousand; in 万元 with its tooltip. */
export function useAmounts(): (value: string | null | undefined) => ReactNode {
  const { unit } = useUnit()
  return (value) => (unit === 'yuan' ? typeof value === 'string' ? shown(value, unit) : '—' : <Money value={value} />)
}

/** A figure's value: an amount or a count. */
export function FigureValue({ value, unit }: { value: string | null; unit: string }) {
  if (unit === 'CNY') return <Money value={value} />
  return <span className="number">{value ?? '—'}</span>
}

/**
 * An amount as people type it (`380,000`, `３８００００.5`, `¥380000`, `36.8万`) becomes the decimal string of the service when the field
 * is left; what is no amount stays as typed, for the service to refuse in its own words.
 */
export function AmountInput({
  value,
  onChange,
  ...rest
}: {
  id?: string
  value?: string
  onChange?: (amount: string) => void
  disabled?: boolean
}) {
  const said = understood(value ?? '')
  return (
    <span className="amount-typed">
      <Input
        {...rest}
        className="amount-input"
        inputMode="decimal"
        autoComplete="off"
        suffix={t('yuan')}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
        onBlur={(event) => {
          const typed = typedAmount(event.target.value)
          if (typed !== event.target.value) onChange?.(typed)
        }}
      />
      {said && (said.wan !== undefined || typedAmount(value ?? '') !== value) && (
        <small className="note number">
          {said.yuan} {t('yuan')}
          {said.wan !== undefined && ` = ${said.wan} ${t('wan')}`}
        </small>
      )}
    </span>
  )
}
