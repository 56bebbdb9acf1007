import { DatePicker } from 'antd'
import dayjs from 'dayjs'

/** A calendar day as text, `YYYY-MM-DD`: never an instant, so no time zone can move it. */
export function DayInput({
  value,
  onChange,
  ...rest
}: {
  id?: string
  value?: string
  onChange?: (day: string | undefined) => void
  placeholder?: string
  'aria-label'?: string
  disabled?: boolean
}) {
  return (
    <DatePicker
      {...rest}
      className="day-input"
      value={value ? dayjs(value) : null}
      onChange={(it) => onChange?.(it ? it.format('YYYY-MM-DD') : undefined)}
    />
  )
}
