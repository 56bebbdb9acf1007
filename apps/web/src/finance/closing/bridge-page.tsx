import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Answers, Params } from '../../api/ask'
import { PlatformChoice, Times, timesText, usePlatformChoice, useTimes } from '../../figures/figure'
import { Turn } from '../../kit/inputs'
import { usePaged, usePageParams } from '../../kit/loaded'
import { Title, WorkbookButton } from '../../kit/page'
import type { Paging } from '../../kit/sorting'
import { contractColumn, DATE, DataTable, type Columns as ListColumns, RECORDED, SEQUENCE } from '../../kit/tables'
import { Money, useUnit } from '../../money/money'
import { usePlatforms } from '../../session/session'
import { t, wordIn } from '../../words/word'

const GROUPINGS = ['contract', 'client', 'month', 'platform']
const PARTS = ['closing', 'all']

/** 应收款勾稽表: opening + movements = closing, from signing to money, every cell open to its entries. */
export function BridgePage() {
  const { unit } = useUnit()
  const { nameOf } = usePlatforms()
  const { platform = '' } = usePlatformChoice()
  const { times, query, ready } = useTimes()
  const [{ by = 'contract', show = 'closing', cell, key }, choose] = usePageParams('by', 'show', 'cell', 'key')
  const request = { id: platform, by, ...times }
  const enabled = ready && platform !== ''
  const { data, waiting, pages, paged } = usePaged(
    'GET /api/platforms/{id}/bridge',
    { ...request, limit: 100 },
    { enabled, whole: 'rows' },
  )
  return (
    <>
      <Title
        text={t('page.bridge')}
        note={data && `${nameOf(platform)} · ${timesText(data)} · ${t('unit')} ${t(unit)}`}
      >
        <WorkbookButton href={`./api/platforms/${platform}/bridge.xlsx?${query}&by=${by}&unit=${unit}`} />
      </Title>
      <Times />
      <div className="choices">
        <Turn
          word="figure.group"
          value={by}
          from={GROUPINGS}
          wordOf="bridge.by"
          turn={(it) => choose({ by: it, cell: undefined, key: undefined })}
        />
        <Turn word="bridge.show" value={show} from={PARTS} wordOf="bridge.show" turn={(it) => choose({ show: it })} />
        <PlatformChoice />
      </div>
      {data ? (
        <>
          <BridgeTable data={data} paged={paged} all={show === 'all'} open={(it) => choose(it)} />
          {pages}
        </>
      ) : (
        waiting(10)
      )}
      <p className="note">{t('bridge.note')}</p>
      {cell && (
        <CellEntries request={{ ...request, cell, key }} close={() => choose({ cell: undefined, key: undefined })} />
      )}
    </>
  )
}

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
function BridgeTable({
  data,
  paged,
  all,
  open,
}: {
  data: Bridge
  /** Also of the last page: it does not sort by itself. */
  paged: Paging | undefined
  all: boolean
  open: (cell: { cell: string; key: string | undefined }) => void
}) {
  const shown = data.total.columns.filter((it) => it.taxBasis === 'inclusive' || holdsSomething(it))
  const press = (key: string | undefined, id: string, value: string) =>
    value === ZERO ? undefined : () => open({ cell: id, key })
  const cells = [
    ...shown.flatMap((column) =>
      (all ? partsOf(column) : ['closing']).map((part) => ({
        id: idOf(column, part),
        of: `${column.column}.${column.taxBasis}`,
        group: `${t(`bridge.${column.column}`)}${TWO_BASES.includes(column.column) ? t(`bridge.${column.taxBasis}`) : ''}`,
        title: t(
          column.column === 'currentAmount' && part === 'closing' ? 'bridge.part.sum' : wordIn('bridge.part', part),
        ),
        value: (sum: Sum) => amountOf(sum, column, part),
      })),
    ),
    ...data.total.ageing.map(({ bucket }) => ({
      id: `ageing.${bucket}`,
      of: 'ageing',
      group: t('bridge.ageing'),
      title: t(wordIn('ageing', bucket)),
      value: (sum: Sum) => sum.ageing.find((it) => it.bucket === bucket)?.value ?? ZERO,
    })),
  ]
  const groups = new Map(cells.map((it) => [it.of, it.group]))
  const columns: ListColumns<Row> = [
    { word: `bridge.of.${data.by}`, width: 170, cell: (it) => nameOf(it) },
    ...[...groups].map(([key, group]) => ({
      key,
      title: group,
      // What fits a laptop stands there at first.
      away: !all && key === 'ageing',
      below: cells
        .filter((it) => it.of === key)
        .map(({ id, title, value }) => ({
          key: id,
          title,
          width: 120,
          money: value,
          press: (it: Row) => press(it.key, id, value(it)),
          foot: () => <Pressed value={value(data.total)} press={press(undefined, id, value(data.total))} />,
        })),
    })),
  ]
  return (
    <DataTable
      paged={paged}
      rowKey="key"
      columns={columns}
      rows={data.rows}
      empty="money.none"
      foot={[t('money.ledgerTotal')]}
    />
  )
}

function Pressed({ value, press }: { value: string; press: (() => void) | undefined }) {
  if (!press) return <Money value={value} />
  return (
    <button type="button" className="link-button" onClick={press}>
      <Money value={value} />
    </button>
  )
}

const nameOf = (row: Row) => row.contractNo ?? row.name ?? row.key

/** The entries behind one cell; they add up to it. */
function CellEntries({ request, close }: { request: Params; close: () => void }) {
  const section = useRef<HTMLElement>(null)
  const { data, waiting, pages, paged } = usePaged('GET /api/platforms/{id}/bridge/entries', request, {
    whole: 'entries',
  })
  // Opened below the table: whoever opened it is led there.
  const named = `${request.cell} ${request.key}`
  useEffect(() => {
    if (named) section.current?.scrollIntoView({ block: 'nearest' })
  }, [named])
  return (
    <section className="sheet" ref={section} aria-label={t('bridge.entries')}>
      <h2>
        {t('bridge.entries')} {data && <Money value={data.value} />}{' '}
        <Button onClick={close}>{t('bridge.close')}</Button>
      </h2>
      <DataTable
        paged={paged}
        rowKey={(it) => `${it.sequence} ${it.kind} ${it.value}`}
        rows={data?.entries}
        waiting={waiting(4)}
        columns={[
          SEQUENCE,
          DATE,
          contractColumn(),
          { word: 'figure.what', cell: (it) => t(wordIn('bridge.part', it.kind)) },
          { word: 'figure.amount', money: (it) => it.value },
          RECORDED,
        ]}
      />
      {pages}
    </section>
  )
}
