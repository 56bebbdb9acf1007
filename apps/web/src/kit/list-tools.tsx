import { DownloadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import type { ReactNode } from 'react'
import { t } from '../words/word'
import { readIn } from './cell'
import { saveCsv } from './csv'
import { type Column, nameOf, type useChosen, type useShownColumns } from './list-columns'

/** What chosen rows add up to; the list knows what may be added (H11, H12). */
export type Sums<Row> = (rows: readonly Row[]) => ReactNode

/** What may be done to each of the chosen rows; those that are settled are chosen no more. */
export type Acts<Row> = (rows: readonly Row[], settled: (rows: readonly Row[]) => void) => ReactNode

/** Above a list: what was chosen in it, with its sums and to take along, and which columns are shown. */
export function ListTools<Row>({
  name,
  chosen,
  columns,
  sums,
  acts,
  all,
}: {
  name: string
  acts?: Acts<Row>
  sums?: Sums<Row>
  /** Every row of this page is chosen. */
  all: () => void
  chosen?: ReturnType<typeof useChosen<Row>>
  columns: ReturnType<typeof useShownColumns<Row>>
}) {
  return (
    <div className="list-tools">
      {chosen && acts && <div className="list-acts">{acts(chosen.rows, chosen.leave)}</div>}
      {chosen && chosen.rows.length > 0 && <Chosen name={name} chosen={chosen} columns={columns.shown} sums={sums} />}
      {chosen && (
        <Button size="small" onClick={all}>
          {t('list.all')}
        </Button>
      )}
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <div className="list-columns">
            {columns.choices.map((it) => (
              <Checkbox key={it.key} checked={it.shown} onChange={({ target }) => it.turn(target.checked)}>
                {it.name}
              </Checkbox>
            ))}
            <Button size="small" onClick={columns.asAtFirst}>
              {t('list.asAtFirst')}
            </Button>
          </div>
        }
      >
        <Button size="small" icon={<SettingOutlined />}>
          {t('list.columns')}
        </Button>
      </Popover>
    </div>
  )
}

function Chosen<Row>({
  name,
  chosen: { rows, clear },
  columns,
  sums,
}: {
  name: string
  sums?: Sums<Row>
  chosen: ReturnType<typeof useChosen<Row>>
  columns: readonly Column<Row>[]
}) {
  const save = () =>
    saveCsv(`${name}.csv`, [columns.map(nameOf), ...rows.map((row, at) => columns.map((it) => readIn(it, row, at)))])
  return (
    <span className="list-chosen" role="status">
      <strong>{t('list.chosen', { count: rows.length })}</strong>
      {sums?.(rows)}
      <Button size="small" icon={<DownloadOutlined />} onClick={save}>
        {t('list.export')}
      </Button>
      <Button size="small" type="link" onClick={clear}>
        {t('list.clear')}
      </Button>
    </span>
  )
}
