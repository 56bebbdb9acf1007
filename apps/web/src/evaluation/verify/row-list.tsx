import { Tag } from 'antd'
import { t } from 'i18next'
import { useEffect, useRef } from 'react'
import { wordIn } from '../../words/word'
import type { AuditedRow, Row } from '../assessment/answers'
import { UnitValue } from '../assessment/unit-value'

/** The rows of an indicator: what is struck is struck through, what is worth a look says why. */
export function RowList({
  rows,
  unit,
  at,
  audited,
  choose,
}: {
  rows: readonly Row[]
  unit: string
  at: string
  audited: (row: string) => AuditedRow | undefined
  choose: (row: string) => void
}) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(at)}"]`)
    if (!row || !list.current) return
    // Only the list itself is scrolled, never the page.
    const { top, bottom } = row.getBoundingClientRect()
    const room = list.current.getBoundingClientRect()
    if (top < room.top) list.current.scrollTop -= room.top - top
    else if (bottom > room.bottom) list.current.scrollTop += bottom - room.bottom
  }, [at])
  return (
    <ul className="bank-list" ref={list} aria-label={t('figure.rows')}>
      {rows.map((it) => {
        const held = it.strikes.filter((of) => of.lifted === undefined)
        const whole = held.some((of) => of.amount === undefined)
        const known = audited(it.row)
        return (
          <li key={it.row}>
            <button
              type="button"
              className="bank-row"
              data-row={it.row}
              aria-current={it.row === at}
              onClick={() => choose(it.row)}
            >
              <span className="bank-who">
                <span className={whole ? 'struck' : undefined}>
                  {it.contractNo ?? it.counts ?? t(wordIn('entry', it.type))}
                  {it.client && ` ${it.client}`}
                </span>
                <small>
                  <span className="number">{it.date}</span> · {t(wordIn('entry', it.type))}
                  {held.length > 0 && <Tag color="red">{t(whole ? 'verify.struck' : 'verify.struckPart')}</Tag>}
                  {known && known.warnings.length > 0 && (
                    <Tag color="orange">{known.warnings.map((of) => of.code).join(' ')}</Tag>
                  )}
                  {known?.related && <Tag color="orange">{t('audit.related')}</Tag>}
                  {known && known.countedTwice.length > 0 && <Tag color="orange">{t('audit.twice')}</Tag>}
                </small>
              </span>
              <span className={whole ? 'struck' : undefined}>
                <UnitValue value={it.value} unit={unit} />
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
