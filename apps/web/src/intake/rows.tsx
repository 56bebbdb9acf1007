import { Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Sheet } from '../kit/page'
import { type Columns, DataTable, isNarrow } from '../kit/tables'
import { Tag } from '../kit/tag'
import { Money } from '../money/money'
import { t, wordIn } from '../words/word'
import { unreadRows } from './unread-rows'
import type { Report } from './use-import'

type Row = Report['rows'][number]
const STATES = ['recorded', 'new', 'known', 'refused'] as const
const COLOURS = { recorded: 'green', new: 'blue', known: 'default', refused: 'red' }

/** Row by row what the file says and what becomes of it. */
export function Rows({ report }: { report: Report }) {
  const { rows, counts } = report
  const [state, setState] = useState('')
  const columns = columnsOf()
  const there = STATES.filter((it) => counts[it] > 0)
  if (rows.length === 0) return null
  return (
    <Sheet title={t('import.rows')}>
      {rows.length < counts.rows && (
        <p className="note">{t('import.listed', { shown: rows.length, all: counts.rows })}</p>
      )}
      <UnreadRows report={report} />
      {there.length > 1 && (
        <div className="choices scrolled-choice">
          <Segmented
            aria-label={t('import.state')}
            value={state}
            options={[
              { value: '', label: `${t('all')} ${counts.rows}` },
              ...there.map((it) => ({ value: it, label: `${t(`import.state.${it}`)} ${counts[it]}` })),
            ]}
            onChange={setState}
          />
        </div>
      )}
      <DataTable
        rowKey="n"
        label={t('import.rows')}
        pageSize={20}
        rows={rows.filter((it) => state === '' || it.state === state)}
        columns={columns}
        fits
      />
    </Sheet>
  )
}

/** Named one by one as far as a line holds them. */
const NAMED = 20

function UnreadRows({ report }: { report: Report }) {
  const { unread } = report.counts
  if (unread === 0) return null
  const bySheet = unreadRows(report)
  if (!bySheet || bySheet.size === 0) return <p className="note">{t('import.unreadSomewhere', { unread })}</p>
  const places = [...bySheet].map(([sheet, rows]) => {
    const named = `${rows.slice(0, NAMED).join(', ')}${rows.length > NAMED ? ` … (${rows.length})` : ''}`
    return t('import.unreadOfSheet', { sheet, rows: named })
  })
  return <p className="note wrapped">{t('import.unreadRows', { places: places.join('; ') })}</p>
}

function columnsOf(): Columns<Row> {
  const number = (it: Row) =>
    it.state === 'recorded' || it.state === 'known' ? (
      <Link to={`/contracts/${it.contract}`}>{it.contractNo}</Link>
    ) : (
      it.contractNo
    )
  const state = (it: Row) => (
    <>
      {!(it.waits && it.state === 'recorded') && (
        <Tag color={COLOURS[it.state]}>{t(it.knownAs ? `import.known.${it.knownAs}` : `import.state.${it.state}`)}</Tag>
      )}
      {it.waits && <Tag color="orange">{t('import.rowWaits')}</Tag>}
    </>
  )
  const says = (it: Row) =>
    it.entries.map((entry, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: entries of a row have no name but their place
      <div key={i} className="import-entry">
        <span>{t(wordIn('entry', entry.type))}</span> <span className="number">{entry.day}</span>{' '}
        {entry.amount !== undefined && <Money value={entry.amount} />}
      </div>
    ))
  if (isNarrow())
    return [
      {
        word: 'import.row',
        width: 96,
        cell: (it) => (
          <span className="both wrapped">
            <strong className="number">{it.row}</strong>
            <small>{it.sheet}</small>
          </span>
        ),
      },
      {
        word: 'import.content',
        cell: (it) => (
          <>
            <span className="wrapped">{number(it)}</span> {state(it)}
            {says(it)}
          </>
        ),
      },
    ]
  return [
    { word: 'import.sheet', width: 130, cell: (it) => it.sheet },
    { word: 'import.row', width: 64, right: true, cell: (it) => it.row },
    { word: 'contract.contractNo', width: 170, cell: (it) => number(it) },
    { word: 'import.content', cell: (it) => says(it) },
    { word: 'import.state', width: 170, cell: (it) => state(it) },
  ]
}
