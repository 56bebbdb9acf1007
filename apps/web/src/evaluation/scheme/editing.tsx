import type { SchemeVersion } from '@pilot-ledger/evaluation/definitions'
import { Button, Checkbox, Input, Select } from 'antd'
import { createContext, type ReactNode, useContext, useState } from 'react'
import type { Problem } from '../../api/ask'
import { DayInput } from '../../kit/inputs'
import { typedAmount } from '../../money/amount'
import { spoken, t, wordIn } from '../../words/word'
import { moved, valueAt } from './document'

export type Fault = NonNullable<Problem['errors']>[number]

interface Editing {
  readonly scheme: SchemeVersion
  /** What the service refuses, as long as what is refused stands there. */
  readonly faults: readonly Fault[]
  /** Another value at a pointer of the document; undefined takes it out. */
  readonly change: (pointer: string, value: unknown) => void
}

const Context = createContext<Editing | undefined>(undefined)
export const EditingScheme = Context.Provider
/** The scheme that is being written; only inside of `EditingScheme`. */
export function useEditing(): Editing {
  const editing = useContext(Context)
  if (!editing) throw new Error('no scheme is being written here')
  return editing
}

/** How a cell is called: by its column, and by the row that it stands in. */
const called = (column: string, row: string | undefined) => (row ? `${row} ${column}` : column)
export const columnOf = (pointer: string) => t(wordIn('schemeField', pointer.split('/').at(-1)))

interface CellProps {
  /** Pointer of the value in the document; its element bears it as its id. */
  readonly at: string
  /** The row it stands in. */
  readonly row?: string
  readonly column?: string
}

function useCell({ at, row, column = columnOf(at) }: CellProps) {
  const { scheme, faults, change } = useEditing()
  const own = faults.filter((it) => it.pointer === at)
  const told = `${at}:fault`
  const value = valueAt(scheme, at)
  const given = {
    id: at,
    'aria-label': called(column, row),
    ...(own.length > 0 && {
      status: 'error' as const,
      'aria-invalid': true as const,
      'aria-describedby': told,
    }),
  }
  return {
    value,
    change: (value: unknown) => change(at, value),
    faults: own.length > 0 && <FaultTexts id={told} faults={own} />,
    given,
    /** Of a box that is typed into. */
    box: { ...given, size: 'small' as const, autoComplete: 'off', value: value === undefined ? '' : String(value) },
  }
}

function FaultTexts({ faults, id }: { faults: readonly Fault[]; id?: string }) {
  return (
    <span className="cell-fault" id={id}>
      {faults.map((it) => (
        <small key={`${it.code} ${it.zh}`}>{spoken(it)}</small>
      ))}
    </span>
  )
}

/** What is refused of a part that has no cell of its own: a list, a sum, a row. */
export function FaultsAt({ at, below = false }: { at: string; below?: boolean }) {
  const { faults } = useEditing()
  const own = faults.filter((it) => it.pointer === at || (below && it.pointer.startsWith(`${at}/`)))
  return own.length > 0 && <FaultTexts faults={own} />
}

/** A text. `amount`: in yuan, as people type it. `maybe`: taken out while it is empty. */
export function TextCell({
  amount,
  maybe,
  className,
  suffix,
  ...cell
}: CellProps & { amount?: boolean; maybe?: boolean; className?: string; suffix?: string }) {
  const { change, faults, box } = useCell(cell)
  const write = (text: string) => change(maybe && text === '' ? undefined : text)
  return (
    <span className={`cell ${className ?? ''}`}>
      <Input
        {...box}
        placeholder={cell.column ?? columnOf(cell.at)}
        suffix={suffix}
        onChange={(event) => write(event.target.value)}
        onBlur={(event) => {
          const typed = amount ? typedAmount(event.target.value) : event.target.value.trim()
          if (typed !== event.target.value) write(typed)
        }}
      />
      {faults}
    </span>
  )
}

/**
 * A code that others name: written when its field is left and not on the way, where `i` of `i10` may be another's. Left empty it is
 * what it was: nothing has no code, and whoever names it would be left behind.
 */
export function CodeCell({ className, ...cell }: CellProps & { className?: string }) {
  const { value, change, faults, box } = useCell(cell)
  const [typed, type] = useState<string>()
  return (
    <span className={`cell ${className ?? ''}`}>
      <Input
        {...box}
        placeholder={cell.column ?? columnOf(cell.at)}
        value={typed ?? box.value}
        onChange={({ target }) => type(target.value)}
        onBlur={() => {
          const code = typed?.trim()
          if (code && code !== value) change(code)
          type(undefined)
        }}
      />
      {faults}
    </span>
  )
}

/** A whole number; what is none stays as it was typed, for the service to refuse. */
export function WholeCell({ maybe, ...cell }: CellProps & { maybe?: boolean }) {
  const { change, faults, box } = useCell(cell)
  return (
    <span className="cell narrow">
      <Input
        {...box}
        inputMode="numeric"
        placeholder={maybe ? t('schemeMaking.none') : undefined}
        onChange={({ target }) =>
          change(target.value === '' ? undefined : /^\d{1,9}$/.test(target.value) ? Number(target.value) : target.value)
        }
      />
      {faults}
    </span>
  )
}

interface Option {
  readonly value: string
  readonly label: string
}

/** One of some values. `change`: where more follows from it than the value. */
export function ChoiceCell({
  options,
  turn,
  searched,
  className,
  any,
  ...cell
}: CellProps & {
  options: readonly Option[]
  turn?: (value: string) => void
  searched?: boolean
  className?: string
  /** The word for none of them, which takes the value out. */
  any?: string
}) {
  const { value, change, faults, given } = useCell(cell)
  const choose = turn ?? change
  return (
    <span className={`cell ${className ?? ''}`}>
      <Select
        {...given}
        size="small"
        showSearch={searched && { optionFilterProp: 'label' }}
        placeholder={cell.column ?? columnOf(cell.at)}
        popupMatchSelectWidth={false}
        value={value === undefined ? (any === undefined ? undefined : '') : String(value) || undefined}
        options={[...(any === undefined ? [] : [{ value: '', label: any }]), ...options]}
        onChange={(it) => choose((any !== undefined && it === '' ? undefined : it) as string)}
      />
      {faults}
    </span>
  )
}

/** Several of some values; `maybe`: none of them takes the list out. */
export function SeveralCell({ options, maybe, ...cell }: CellProps & { options: readonly Option[]; maybe?: boolean }) {
  const { value, change, given } = useCell(cell)
  const chosen = Array.isArray(value) ? value.map(String) : []
  return (
    <fieldset className="cell several" id={cell.at} aria-label={given['aria-label']}>
      {options.map((it) => (
        <Checkbox
          key={it.value}
          checked={chosen.includes(it.value)}
          onChange={({ target }) => {
            const next = options
              .map((of) => of.value)
              .filter((of) => (of === it.value ? target.checked : chosen.includes(of)))
            change(maybe && next.length === 0 ? undefined : next)
          }}
        >
          {it.label}
        </Checkbox>
      ))}
      <FaultsAt at={cell.at} below />
    </fieldset>
  )
}

/** Said or not said: `true`, or not there. */
export function MarkCell({ label, ...cell }: CellProps & { label: string }) {
  const { value, change, faults, given } = useCell(cell)
  return (
    <span className="cell">
      <Checkbox
        id={cell.at}
        aria-label={given['aria-label']}
        checked={value === true}
        onChange={({ target }) => change(target.checked || undefined)}
      >
        {label}
      </Checkbox>
      {faults}
    </span>
  )
}

export function DayCell(cell: CellProps) {
  const { value, change, faults, given } = useCell(cell)
  return (
    <span className="cell">
      <DayInput
        id={cell.at}
        aria-label={given['aria-label']}
        value={typeof value === 'string' ? value : undefined}
        onChange={(day) => change(day ?? '')}
      />
      {faults}
    </span>
  )
}

/** Up, down and away, for the item of a list. `least`: as many as must stay. `remove`: where more follows from it going. */
export function RowButtons({
  list: at,
  no,
  row,
  least = 1,
  remove,
}: {
  list: string
  no: number
  row: string
  least?: number
  remove?: () => void
}) {
  const { scheme, change } = useEditing()
  const list = valueAt(scheme, at) as readonly unknown[]
  const move = (by: 1 | -1) => change(at, moved(list, no, by))
  const button = (sign: string, word: string, disabled: boolean, press: () => void) => (
    <Button size="small" type="text" aria-label={`${word} ${row}`} title={word} disabled={disabled} onClick={press}>
      {sign}
    </Button>
  )
  return (
    <span className="row-buttons">
      {button('↑', t('schemeMaking.up'), no === 0, () => move(-1))}
      {button('↓', t('schemeMaking.down'), no === list.length - 1, () => move(1))}
      {button('×', t('schemeMaking.remove'), list.length <= least, remove ?? (() => change(`${at}/${no}`, undefined)))}
    </span>
  )
}

/** Another item at the end of a list. */
export function AddButton({ list: at, word, item }: { list: string; word: string; item: unknown }): ReactNode {
  const { scheme, change } = useEditing()
  const list = (valueAt(scheme, at) ?? []) as readonly unknown[]
  return (
    <Button size="small" type="link" onClick={() => change(at, [...list, item])}>
      + {word}
    </Button>
  )
}
