import { Input } from 'antd'
import { t } from 'i18next'
import { typedAmount } from './typed-amount'

/**
 * An amount as people type it (`380,000`, `３８００００.5`, `¥380000`) becomes the decimal string of the service when the field
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
  return (
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
  )
}
