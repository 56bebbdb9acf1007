import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useAnswer } from '../api/answers'
import { PlatformChoice, Times, timesText, timesWithCut } from '../figures/figure'
import { saveCsv } from '../kit/csv'
import { Turn } from '../kit/inputs'
import { usePageParams } from '../kit/loaded'
import { Loading, PrintButton, Sheet, Title } from '../kit/page'
import { DataTable } from '../kit/tables'
import { Tag } from '../kit/tag'
import { fenOf, remainder, sumOf, sumOfRows } from '../money/amount'
import { Money, useUnit } from '../money/money'
import { usePlatforms } from '../session/session'
import { t, type Word, wordIn } from '../words/word'
import { HOW_MUCH, WHICH } from './closing/closing-page'
import { type MoneyColumn, type MoneyRow, type MoneyView, useByGroup, useByPlatform } from './views'

const VIEWS = ['platform', 'client', 'month']

/** 资金: signed, invoiced, received, outstanding with its age; by platform, client or month, with totals that tie. */
export function MoneyPage() {
  const [{ by = 'platform' }] = usePageParams('by')
  return by === 'platform' ? <ByPlatform /> : <ByGroup by={by} />
}

function ByPlatform() {
  return <View by="platform" view={useByPlatform()} />
}

function ByGroup({ by }: { by: string }) {
  return <View by={by} view={useByGroup(by)} />
}

function View({ by, view }: { by: string; view: MoneyView }) {
  const { unit } = useUnit()
  const [, choose] = usePageParams('by')
  const { rows, columns, request, error, retry, to, about } = view
  const head = t(wordIn('money', by))
  const about2 = [about, request && timesText(request), `${t('unit')} ${t(unit)}`].filter(Boolean).join(' · ')
  const save = () =>
    saveCsv(`${t('page.finance')}-${by}.csv`, [
      [t('page.finance'), t(wordIn('money.by', by)), about ?? ''],
      [request ? timesWithCut(request) : '', t('yuan')],
      [head, ...columns.map((it) => it.title)],
      ...rows.map((it) => [it.name, ...columns.map(({ code }) => it.values[code] ?? '')]),
    ])
  return (
    <>
      <Title text={t('page.finance')} note={about2}>
        <Button icon={<DownloadOutlined />} onClick={save} disabled={rows.length === 0}>
          {t('export')}
        </Button>
        <PrintButton />
      </Title>
      <Times />
      <div className="choices">
        <Turn
          word="figure.group"
          value={by}
          from={VIEWS}
          wordOf="money.by"
          turn={(it) => choose({ by: it === 'platform' ? undefined : it })}
        />
        <PlatformChoice all={by === 'platform'} />
      </div>
      {request ? (
        <MoneyTable rows={rows} columns={columns} head={head} to={to} />
      ) : (
        <Loading error={error} retry={retry} rows={8} />
      )}
      <p className="note">{t(by === 'month' ? 'money.movedNote' : 'money.outstandingNote')}</p>
      <OverShared />
    </>
  )
}

/**
 * Amounts in rows, the sum of the rows under them, and under that the ledger's own total with the word whether it ties. In
 * 万元 the rounding remainder has a line of its own: rows are never adjusted.
 */
function MoneyTable({
  rows,
  columns,
  head,
  to,
}: {
  rows: readonly MoneyRow[]
  columns: readonly MoneyColumn[]
  head: string
  to: MoneyView['to']
}) {
  const { unit } = useUnit()
  const amounts = (code: string) => rows.map((it) => it.values[code]).filter((it) => typeof it === 'string')
  const remainders = columns.map(({ code }) => (unit === 'wan' ? remainder(amounts(code)) : undefined))
  const lines: readonly (readonly [Word, (column: MoneyColumn) => ReactNode])[] = [
    ['money.rowsTotal', ({ code }) => <Money value={sumOfRows(rows.map((it) => it.values[code]))} />],
    ...(remainders.some((it) => it !== undefined)
      ? [['remainder', ({ code }: MoneyColumn) => <Remainder of={remainder(amounts(code)) ?? '0.00'} />] as const]
      : []),
    ...(columns.some((it) => it.total !== undefined)
      ? [['money.ledgerTotal', ({ code, total }: MoneyColumn) => <Tied total={total} rows={amounts(code)} />] as const]
      : []),
  ]
  return (
    <DataTable
      rowKey="key"
      columns={[
        { title: head, width: 160, cell: (it) => it.name },
        ...columns.map((column) => ({
          key: column.code,
          title: column.title,
          // All of it stays in sight on a laptop, up to tens of millions.
          width: column.total === undefined ? 92 : 108,
          money: (it: MoneyRow) => it.values[column.code],
          to: (it: MoneyRow) => to(it, column.code),
          foot: (line: number) => lines[line][1](column),
        })),
      ]}
      rows={rows}
      pageSize={50}
      empty="money.none"
      foot={lines.map(([word]) => t(word))}
    />
  )
}

const Remainder = ({ of }: { of: string }) => <span className="number">{of}</span>

function Tied({ total, rows }: { total?: string | null; rows: readonly string[] }) {
  if (typeof total !== 'string') return null
  const ties = fenOf(total) === fenOf(sumOf(rows))
  return (
    <>
      <Money value={total} /> <Tag color={ties ? 'green' : 'red'}>{t(ties ? 'money.ties' : 'money.differs')}</Tag>
    </>
  )
}

/** 分摊超额: invoices and slips whose shares over several contracts are more than the document. */
function OverShared() {
  const { nameOf } = usePlatforms()
  const { data } = useAnswer('GET /api/over-shared-documents')
  const documents = (data?.platforms ?? []).flatMap(({ platform, documents }) =>
    documents.map((it) => ({ ...it, platform })),
  )
  return (
    <Sheet title={t('shared.title')}>
      {documents.length === 0 ? (
        <p className="note">{t('shared.none')}</p>
      ) : (
        <DataTable
          rowKey={(it) => `${it.platform} ${it.kind} ${it.document}`}
          rows={documents}
          columns={[{ word: 'money.platform', cell: (it) => nameOf(it.platform) }, ...WHICH, ...HOW_MUCH]}
        />
      )}
    </Sheet>
  )
}
