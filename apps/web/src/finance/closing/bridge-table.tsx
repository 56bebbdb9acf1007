import { Button, Table } from 'antd'
import { t } from 'i18next'
import type { Answers } from '../../api/ask'
import { DataTable, type Columns as ListColumns } from '../../kit/data-table'
import { Money } from '../../money/money'
import { wordIn } from '../../words/word'

type Bridge = Answers['GET /api/platforms/{id}/bridge']
type Columns = Bridge['total']['columns']
type Column = Columns[number]
type Row = Bridge['rows'][number]
type Sum = Pick<Row, 'columns' | 'ageing'>

const TWO_BASES = ['contractAmount', 'currentAmount']
const ZERO = '0.00'

/** A cell's name, as the service opens it. */
const idOf = ({ column, taxBasis }: Column, part: string) =>
  TWO_BASES.includes(column) ? `${column}.${taxBasis}.${part}` : `${column}.${part}`

/** What belongs to its window alone opens with nothing. */
const partsOf = ({ column, movements }: Column) => [
  ...(column === 'currentAmount' ? [] : ['opening']),
  ...movements.map((it) => it.kind),
  'closing',
]

function amountOf({ columns }: Sum, { column, taxBasis }: Column, part: string): string {
  const found = columns.find((it) => it.column === column && it.taxBasis === taxBasis)
  if (part === 'opening' || part === 'closing') return found?.[part] ?? ZERO
  return found?.movements.find((it) => it.kind === part)?.value ?? ZERO
}

/** A column that holds nothing anywhere (no contract is without tax) is not shown. */
const holdsSomething = (it: Column) =>
  [it.opening, it.closing, ...it.movements.map(({ value }) => value)].some((value) => value !== ZERO)

/** Lines by what was chosen; closings alone, or every column from opening over its movements to closing. */
export function BridgeTable({
  data,
  all,
  open,
}: {
  data: Bridge
  all: boolean
  open: (cell: { cell: string; key: string | undefined }) => void
}) {
  const shown = data.total.columns.filter((it) => it.taxBasis === 'inclusive' || holdsSomething(it))
  const cell = (key: string | undefined, id: string, value: string) =>
    value === ZERO ? (
      <span className="number">0.00</span>
    ) : (
      <Button type="link" size="small" onClick={() => open({ cell: id, key })}>
        <Money value={value} />
      </Button>
    )
  const cells = [
    ...shown.flatMap((column) =>
      (all ? partsOf(column) : ['closing']).map((part) => ({
        id: idOf(column, part),
        group: `${t(`bridge.${column.column}`)}${TWO_BASES.includes(column.column) ? t(`bridge.${column.taxBasis}`) : ''}`,
        title: t(
          column.column === 'currentAmount' && part === 'closing' ? 'bridge.part.sum' : wordIn('bridge.part', part),
        ),
        value: (sum: Sum) => amountOf(sum, column, part),
      })),
    ),
    ...data.total.ageing.map(({ bucket }) => ({
      id: `ageing.${bucket}`,
      group: t('bridge.ageing'),
      title: t(wordIn('ageing', bucket)),
      value: (sum: Sum) => sum.ageing.find((it) => it.bucket === bucket)?.value ?? ZERO,
    })),
  ]
  const groups = [...new Set(cells.map((it) => it.group))]
  const columns: ListColumns<Row> = [
    { word: `bridge.by.${data.by}`, fixed: 'left', width: 170, cell: (it) => nameOf(it) },
    ...groups.map((group) => ({
      title: group,
      below: cells
        .filter((it) => it.group === group)
        .map(({ id, title, value }) => ({
          title,
          right: true,
          width: 120,
          cell: (it: Row) => cell(it.key, id, value(it)),
        })),
    })),
  ]
  return (
    <DataTable
      rowKey="key"
      columns={columns}
      rows={data.rows}
      empty="money.none"
      summary={() => (
        <Table.Summary.Row className="total">
          <Table.Summary.Cell index={0}>{t('money.ledgerTotal')}</Table.Summary.Cell>
          {cells.map(({ id, value }, i) => (
            <Table.Summary.Cell key={id} index={i + 1} align="right">
              {cell(undefined, id, value(data.total))}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  )
}

const nameOf = (row: Row) => row.contractNo ?? row.name ?? row.key
