import { CalendarOutlined } from '@ant-design/icons'
import { writtenDay, writtenDayOrMonth } from '@pilot-ledger/kernel'
import { Button, Calendar, Form, Input, Popover, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { type KeyboardEvent, useState } from 'react'
import { type Family, t, type Word, wordIn } from '../words/word'
import { today } from './moment'

interface Props<It extends string> {
  /** The word that says what is chosen. */
  readonly word: Word
  /** The words of the values are `<wordOf>.<value>`. */
  readonly wordOf: Family
  readonly from: readonly It[]
  readonly className?: string
}

/** One of a few views or groupings, all of them in sight. */
export function Turn<It extends string>({
  word,
  value,
  from,
  wordOf,
  turn,
  className,
}: Props<It> & { value: string; turn: (to: It) => void }) {
  return (
    <Segmented
      aria-label={t(word)}
      className={className}
      value={value}
      options={from.map((it) => ({ value: it, label: t(wordIn(wordOf, it)) }))}
      onChange={(it) => turn(it as It)}
    />
  )
}

/** One of several values; `any` is the word for none of them, which is the empty text; `more` stands behind its word. */
export function Choice<It extends string>({
  word,
  value,
  from,
  wordOf,
  any,
  more,
  choose,
  className,
}: Props<It> & { value: It | ''; any?: Word; more?: (it: It) => string; choose: (it: It) => void }) {
  const none = any === undefined ? [] : [{ value: '' as const, label: t(any) }]
  return (
    <Select
      aria-label={t(word)}
      className={className}
      value={value}
      options={[
        ...none,
        ...from.map((it) => ({ value: it, label: `${t(wordIn(wordOf, it))} ${more?.(it) ?? ''}`.trim() })),
      ]}
      onChange={(it) => choose(it as It)}
    />
  )
}

/** A text outside of a form; its label stands in it while it is empty, unless it is `bare`. Of several lines with `lines`. */
export function TextInput({
  label,
  value,
  change,
  max,
  lines,
  bare,
  ...rest
}: {
  label: string
  value: string
  change: (text: string) => void
  max?: number
  /** Most lines that it grows to. */
  lines?: number
  bare?: boolean
  className?: string
  id?: string
}) {
  const given = { 'aria-label': label, placeholder: bare ? undefined : label, value, maxLength: max, ...rest }
  if (lines !== undefined)
    return (
      <Input.TextArea
        {...given}
        autoSize={{ minRows: 2, maxRows: lines }}
        onChange={(event) => change(event.target.value)}
      />
    )
  return <Input {...given} autoComplete="off" onChange={(event) => change(event.target.value)} />
}

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
    if (event.key === 'Enter') event.preventDefault()
    // Esc may close what the field stands in: what was typed is read before, and kept with the rest.
    if (event.key === 'Enter' || event.key === 'Escape') take(text)
  }
  const faulty = draft === undefined && text !== '' && typedDay(text, months) === undefined
  const shown = typedDay(text)
  return (
    <span className={months ? 'day-input months' : 'day-input'}>
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
