import type { SchemeContent } from '@pilot-ledger/evaluation/definitions'
import { Alert, Button, Select } from 'antd'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import { useLoaded, usePageParams } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { Loading, PrintButton, Title } from '../../kit/page'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { useSession } from '../../session/session'
import { spoken, t } from '../../words/word'
import { SchemeSheet } from './scheme-sheet'

/** 评价方案: what was published; a sample says that it is one and on what it is shaped. */
export function SchemesPage() {
  const { may } = useSession()
  const { data, waiting } = useLoaded('GET /api/schemes')
  if (!data) return waiting(8)
  return (
    <>
      <Title text={t('page.schemes')} note={t('scheme.note')}>
        <Link to="/rounds">{t('page.rounds')}</Link>
        {may('publishScheme') && (
          <Link to="/schemes/new">
            <Button type="primary">{t('scheme.publish')}</Button>
          </Link>
        )}
      </Title>
      <DataTable
        rowKey="id"
        rows={data.schemes}
        empty="scheme.none"
        columns={[
          {
            word: 'scheme.scheme',
            width: 460,
            cell: (it) => (
              <div className="wrapped">
                <Link to={`/schemes/${it.id}`}>{spoken(it.titles)}</Link>{' '}
                {it.sample && <Tag color="orange">{t('scheme.sample')}</Tag>}
              </div>
            ),
          },
          { word: 'scheme.newest', width: 90, cell: (it) => t('scheme.version', { version: it.newest }) },
          {
            word: 'letter.source',
            width: 360,
            cell: (it) => <div className="wrapped">{it.source?.document ?? it.issuer ?? '—'}</div>,
          },
          { word: 'letter.published', width: 220, number: (it) => `${momentText(it.publishedAt)} ${it.actor}` },
        ]}
      />
    </>
  )
}

/** One version of a scheme, to be read as a regulation is read. */
export function OneScheme() {
  const { scheme = '' } = useParams()
  const [{ version }, choose] = usePageParams('version')
  const newest = useAnswer('GET /api/schemes/{scheme}', { scheme })
  const chosen = version ?? (newest.data && String(newest.data.newest))
  const request = useAnswer(
    'GET /api/schemes/{scheme}/versions/{version}',
    { scheme, version: chosen },
    { enabled: chosen !== undefined },
  )
  const data = request.data
  if (!data)
    return (
      <Loading
        error={newest.error ?? request.error}
        retry={() => void (newest.error ? newest.refetch() : request.refetch())}
        rows={14}
      />
    )
  return (
    <>
      <Title
        text={spoken(data.titles)}
        note={`${data.code} · ${t('scheme.version', { version: data.version })} · ${momentText(data.publishedAt)} ${data.actor}`}
      >
        <Link to="/schemes">{t('page.schemes')}</Link>
        {data.versions.length > 1 && (
          <Select
            aria-label={t('scheme.versions')}
            value={String(data.version)}
            options={data.versions.map((it) => ({
              value: String(it.version),
              label: t('scheme.version', { version: it.version }),
            }))}
            onChange={(it) => choose({ version: it })}
          />
        )}
        <PrintButton />
      </Title>
      {data.sample && (
        <Alert
          type="warning"
          showIcon
          className="warnings"
          title={t('scheme.isSample')}
          description={data.source && `${data.source.document} — ${data.source.citation}`}
        />
      )}
      <SchemeSheet content={data.content as unknown as SchemeContent} />
      <p className="note">
        {t('scheme.hash')} <span className="hash">{data.contentHash}</span>
      </p>
    </>
  )
}
