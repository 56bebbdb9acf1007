import { Input, Select } from 'antd'
import { useState } from 'react'
import { type Columns, DataTable, isNarrow } from '../kit/tables'
import { spoken, t } from '../words/word'
import { cellName } from './cell-name'
import type { Report } from './use-import'

type Remark = Report['faults'][number] | Report['notices'][number]
type Listed = Remark & { readonly key: number }

/** Faults or notices, each at its cell; few enough to read by sheet, by kind, or by a word. */
export function Remarks({ remarks, label }: { remarks: readonly Remark[]; label: string }) {
  const [sheet, setSheet] = useState('')
  const [code, setCode] = useState('')
  const [text, setText] = useState('')
  const sheets = [...new Set(remarks.map((it) => it.place.sheet ?? ''))]
  const codes = [...new Map(remarks.map((it) => [it.code, it])).values()]
  const count = (fits: (it: Remark) => boolean) => remarks.filter(fits).length
  const shown = remarks
    .map((it, key) => ({ ...it, key }))
    .filter((it) => sheet === '' || (it.place.sheet ?? '') === sheet)
    .filter((it) => code === '' || it.code === code)
    .filter((it) => `${cellName(it.place)} ${it.found ?? ''} ${it.zh} ${it.en}`.toLowerCase().includes(text))
  return (
    <>
      {remarks.length > 5 && (
        <search className="choices">
          {sheets.length > 1 && (
            <Select
              aria-label={t('import.sheet')}
              value={sheet}
              className="wide-choice"
              options={[
                { value: '', label: t('import.allSheets') },
                ...sheets.map((it) => ({ value: it, label: `${it} (${count((one) => one.place.sheet === it)})` })),
              ]}
              onChange={setSheet}
            />
          )}
          {codes.length > 1 && (
            <Select
              aria-label={t('import.faultKind')}
              value={code}
              className="wide-choice"
              options={[
                { value: '', label: t('import.allKinds') },
                ...codes.map((it) => ({
                  value: it.code,
                  label: `(${count((one) => one.code === it.code)}) ${spoken(it)}`,
                })),
              ]}
              onChange={setCode}
            />
          )}
          <Input
            allowClear
            className="import-search"
            aria-label={t('import.search')}
            placeholder={t('import.search')}
            onChange={(it) => setText(it.target.value.trim().toLowerCase())}
          />
        </search>
      )}
      <DataTable rowKey="key" label={label} pageSize={20} rows={shown} columns={columnsOf()} fits />
    </>
  )
}

function columnsOf(): Columns<Listed> {
  const said = (it: Remark) => `${spoken(it)}${'rule' in it && it.rule ? ` (${it.rule})` : ''}`
  // A row without a letter reads like a number that means nothing.
  const where = ({ place }: Remark) =>
    place.row !== undefined && place.column === undefined
      ? t('import.wholeRow', { row: place.row })
      : cellName(place) || '—'
  const cell = (it: Remark) => <strong className="number">{where(it)}</strong>
  const found = (it: Remark) => <span className="wrapped">{it.found ?? t('import.empty')}</span>
  if (isNarrow())
    return [
      {
        word: 'import.cell',
        width: 88,
        cell: (it) => (
          <span className="both wrapped">
            {cell(it)}
            <small>{it.place.sheet}</small>
          </span>
        ),
      },
      {
        word: 'import.what',
        cell: (it) => (
          <span className="both">
            {it.found !== undefined && <span>「{found(it)}」</span>}
            {said(it)}
          </span>
        ),
      },
    ]
  return [
    { word: 'import.sheet', width: 130, cell: (it) => it.place.sheet },
    { word: 'import.row', width: 64, right: true, cell: (it) => it.place.row ?? '—' },
    { word: 'import.cell', width: 80, cell: (it) => cell(it) },
    { word: 'import.found', width: 200, cell: (it) => found(it) },
    { word: 'import.what', cell: (it) => said(it) },
  ]
}
