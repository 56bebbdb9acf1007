import { CalendarOutlined } from '@ant-design/icons'
import { writtenDay, writtenDayOrMonth } from '@pilot-ledger/kernel'
import { Button, Calendar, Form, Input, Popover } from 'antd'
import dayjs from 'dayjs'
import { t } from 'i18next'
import { type KeyboardEvent, useState } from 'react'
import { today } from './moment'

interface DayProps {
  id?: string
  value?: string
  onChange?: (day: string | undefined) => void
  placeholder?: string
  'aria-label'?: string
  disabled?: boolean
  /** Where only the month may be known, `2024-11`. */
  months?: boolean
}

/** The day that a text means here, `YYYY-MM-DD` (or `YYYY-MM`); undefined where it means none. Without a year: this year's. */
export const typedDay = (text: string, months = false): string | undefined =>
  months ? writtenDayOrMonth(text) : writtenDay(text, today().slice(0, 4))

/**
 * A calendar day as text: never an instant, so no time zone can move it. It is typed in any usual way or picked from the
 * calendar. Whatever is no day is handed on as it was typed and marked here: a field that put another day in its place would
 * record what nobody wrote, and whoever takes it (a form's rule, the service) refuses it. Enter only reads what was typed.
 */
export function DayInput({ value, onChange, months = false, placeholder, ...rest }: DayProps) {
  /** What is being typed; once it is read the field shows what is kept, and nothing else. */
  const [draft, setDraft] = useState<string>()
  const [open, setOpen] = useState(false)
  const inForm = Form.Item.useStatus().status !== undefined
  const text = draft ?? value ?? ''
  const take = (typed: string) => {
    const day = typedDay(typed, months) ?? (typed.trim() || undefined)
    setDraft(undefined)
    if (day !== value) onChange?.(day)
  }
  const read = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    take(text)
  }
  const faulty = draft === undefined && text !== '' && typedDay(text, months) === undefined
  const shown = typedDay(text)
  return (
    <span className="day-input">
      <Input
        {...rest}
        value={text}
        placeholder={placeholder ?? t(months ? 'field.dayOrMonth' : 'field.day')}
        title={placeholder}
        autoComplete="off"
        status={faulty ? 'error' : undefined}
        aria-invalid={faulty || undefined}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={read}
        onBlur={() => take(text)}
        suffix={
          <Popover
            trigger="click"
            open={open && !rest.disabled}
            onOpenChange={setOpen}
            destroyOnHidden
            content={
              <Calendar
                className="day-calendar"
                fullscreen={false}
                value={shown ? dayjs(shown) : undefined}
                onSelect={(it, { source }) => {
                  if (source !== 'date') return
                  setOpen(false)
                  take(it.format('YYYY-MM-DD'))
                }}
              />
            }
          >
            <Button
              type="text"
              size="small"
              disabled={rest.disabled}
              icon={<CalendarOutlined />}
              aria-label={t('field.calendar')}
            />
          </Popover>
        }
      />
      {faulty && !inForm && (
        <small role="alert" className="day-fault">
          {t('field.noDay')}
        </small>
      )}
    </span>
  )
}

/** A day by which a list or a figure is asked for: what is no day asks for nothing, and says so at the field. */
export function DayFilter({ onChange, value, ...rest }: DayProps) {
  const [unread, setUnread] = useState<string>()
  return (
    <DayInput
      {...rest}
      value={unread ?? value}
      onChange={(day) => {
        const faulty = day !== undefined && typedDay(day) === undefined
        setUnread(faulty ? day : undefined)
        if (!faulty && day !== value) onChange?.(day)
      }}
    />
  )
}
