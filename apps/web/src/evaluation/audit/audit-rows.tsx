import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { momentText } from '../../kit/moment'
import { Nothing } from '../../kit/states'
import { useTwoLanguages } from '../../kit/two-languages'
import type { AuditAnswer, AuditedRow, Line } from '../assessment/answers'
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
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const nameOf = (code: string) => {
    const line = indicators.get(code)
    return line ? said(line) : code
  }
  return (
    <Table<AuditedRow>
      rowKey={(it) => `${it.indicator} ${it.row}`}
      size="small"
      bordered
      pagination={false}
      dataSource={[...audit.rows]}
      scroll={{ x: 'max-content' }}
      title={() => t('audit.rowsOf', { count: audit.total })}
      locale={{ emptyText: <Nothing what={t('audit.noRows')} /> }}
      expandable={{ expandedRowRender: (it) => <RowKnown audited={it} /> }}
      columns={[
        { key: 'indicator', title: t('result.indicator'), width: 150, render: (_, it) => nameOf(it.indicator) },
        {
          key: 'contract',
          title: t('figure.contract'),
          width: 220,
          render: (_, it) => (
            <>
              {it.engagement ? (
                <Link to={`/contracts/${it.engagement}?entry=${it.entryId}`}>{it.contractNo ?? it.engagement}</Link>
              ) : (
                <Link to={`/platforms/${platform}`}>{t('page.register')}</Link>
              )}
              {it.client && <div className="note">{it.client.name}</div>}
            </>
          ),
        },
        {
          key: 'value',
          title: t('figure.amount'),
          align: 'right',
          width: 130,
          render: (_, it) => (
            <span className={it.struck?.some((of) => of.amount === undefined) ? 'struck' : undefined}>
              <UnitValue value={it.value} unit={indicators.get(it.indicator)?.unit ?? 'count'} />
            </span>
          ),
        },
        {
          key: 'day',
          title: t('audit.day'),
          width: 170,
          render: (_, it) => (
            <>
              <span className="number">{it.window.day}</span>{' '}
              {!it.window.inside && <Tag color="red">{t('audit.outside')}</Tag>}
              <div className="note">{t(`counts.${it.window.by}`, { defaultValue: it.window.by })}</div>
            </>
          ),
        },
        {
          key: 'found',
          title: t('audit.found'),
          width: 220,
          render: (_, it) => (
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
          key: 'recorded',
          title: t('figure.recorded'),
          width: 200,
          render: (_, it) => (
            <span className="number">
              {it.sequence} · {momentText(it.recorded.recordedAt)} {it.recorded.by ?? ''}
            </span>
          ),
        },
      ]}
    />
  )
}
