import { Tag } from 'antd'
import { t } from 'i18next'
import { DataTable } from '../../kit/data-table'
import { EntryLink } from '../../kit/entry-link'
import { momentText } from '../../kit/moment'
import { said } from '../../words/said'
import type { AuditAnswer, Line } from '../assessment/answers'
import { UnitValue } from '../assessment/unit-value'
import { RowKnown } from '../verify/row-known'

/** The rows that the question names, each with its answers; opened it says them in full. */
export function AuditRows({
  audit,
  platform,
  indicators,
}: {
  audit: AuditAnswer
  platform: string
  indicators: ReadonlyMap<string, Line>
}) {
  const nameOf = (code: string) => {
    const line = indicators.get(code)
    return line ? said(line) : code
  }
  return (
    <DataTable
      rowKey={(it) => `${it.indicator} ${it.row}`}
      rows={audit.rows}
      title={() => t('audit.rowsOf', { count: audit.total })}
      empty="audit.noRows"
      expandable={{ expandedRowRender: (it) => <RowKnown audited={it} /> }}
      columns={[
        { word: 'result.indicator', width: 150, cell: (it) => nameOf(it.indicator) },
        {
          word: 'figure.contract',
          width: 220,
          cell: (it) => (
            <>
              <EntryLink entry={it} platform={platform} />
              {it.client && <div className="note">{it.client.name}</div>}
            </>
          ),
        },
        {
          word: 'figure.amount',
          right: true,
          width: 130,
          cell: (it) => (
            <span className={it.struck?.some((of) => of.amount === undefined) ? 'struck' : undefined}>
              <UnitValue value={it.value} unit={indicators.get(it.indicator)?.unit ?? 'count'} />
            </span>
          ),
        },
        {
          word: 'audit.day',
          width: 170,
          cell: (it) => (
            <>
              <span className="number">{it.window.day}</span>{' '}
              {!it.window.inside && <Tag color="red">{t('audit.outside')}</Tag>}
              <div className="note">{t(`counts.${it.window.by}`, { defaultValue: it.window.by })}</div>
            </>
          ),
        },
        {
          word: 'audit.found',
          width: 220,
          cell: (it) => (
            <>
              {it.warnings.map((of) => (
                <Tag key={of.code} color="orange" title={said(of)}>
                  {of.code}
                </Tag>
              ))}
              {it.related && <Tag color="orange">{t('audit.related')}</Tag>}
              {it.countedTwice.length > 0 && <Tag color="orange">{t('audit.twice')}</Tag>}
              {it.recorded.late && <Tag color="blue">{t('audit.late')}</Tag>}
              {it.recorded.corrected && <Tag color="blue">{t('audit.corrected')}</Tag>}
              {it.recorded.evidence.length === 0 && <Tag color="orange">{t('verify.noEvidence')}</Tag>}
            </>
          ),
        },
        {
          word: 'figure.recorded',
          width: 200,
          number: (it) => `${it.sequence} · ${momentText(it.recorded.recordedAt)} ${it.recorded.by ?? ''}`,
        },
      ]}
    />
  )
}
