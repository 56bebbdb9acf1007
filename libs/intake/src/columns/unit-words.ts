import { shortened } from '@pilot-ledger/kernel'
import type { SheetCell, SheetPlace } from '../spreadsheets'
import { type CellFault, cellFault } from './cell-fault'
import type { Column } from './column'
import type { IntakeUnit } from './record'
import type { TableColumn } from './table-column'
import type { MoneyUnit } from './written'

export const UNIT_WORDS = { yuan: '元', wan: '万元' } as const
export const isMoney = ({ type }: Column) => type === 'amount' || type === 'signedAmount'

export const unitsDisagree = (there: MoneyUnit, here: MoneyUnit, late = false): CellFault =>
  cellFault(
    'units-disagree',
    `金额单位矛盾：${late ? '本表金额按' : '别处注明'}${UNIT_WORDS[there]}${late ? '读取' : ''}，此处注明${UNIT_WORDS[here]}，请改为一致（单位注明在表头之上）`,
    `the unit of amounts is ${UNIT_WORDS[there]} elsewhere and ${UNIT_WORDS[here]} here; make them the same, above the headings`,
    { there: UNIT_WORDS[there], here: UNIT_WORDS[here], ...(late && LATE) },
  )

export const unitUnknown = (late = false): CellFault =>
  cellFault(
    'unit-unknown',
    '金额单位只能是元或万元，且只写一种（如「单位：万元」）',
    'amounts are in yuan or 万元, and one of them (单位：万元)',
    late ? LATE : undefined,
  )

/** Said when rows of its table had been read already: what they say is not certain any more. */
const LATE = { late: 'true' }

/** Where the unit of a sheet's amounts was said: in the headings, in a line above them, or nowhere, which is yuan. */
export interface Declared {
  readonly unit: MoneyUnit
  readonly cell: SheetCell
  readonly row: number
}
interface MoneyColumn extends TableColumn {
  /** Its heading names the unit. */
  readonly own: boolean
}

/** In what the amounts of a table were read: one item for each unit and each place that says it. */
export function unitsRead(
  sheet: string,
  head: { readonly row: number; readonly kind: IntakeUnit['kind'] },
  columns: readonly MoneyColumn[],
  declared: Declared | undefined,
): readonly IntakeUnit[] {
  const found = new Map<string, { about: Omit<IntakeUnit, 'columns'>; columns: string[] }>()
  for (const { column, at, unit, own } of columns) {
    const place: SheetPlace = own
      ? { sheet, row: head.row, column: at }
      : declared
        ? { sheet, row: declared.row, column: declared.cell.column }
        : { sheet }
    const stated = own ? 'heading' : declared ? 'line' : 'nowhere'
    const key = `${stated} ${unit}`
    const about = found.get(key)?.about ?? {
      is: 'unit' as const,
      kind: head.kind,
      place,
      unit: UNIT_WORDS[unit],
      said: stated,
      ...(stated === 'line' && declared && { found: shortened(declared.cell.text, 80) }),
    }
    found.set(key, { about: about as IntakeUnit, columns: [...(found.get(key)?.columns ?? []), column.zh] })
  }
  return [...found.values()].map((it) => ({ ...it.about, columns: it.columns }))
}
