import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import { DataTable } from '../../kit/data-table'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { Title } from '../../kit/title'
import { useSession } from '../../session/session'
import { said } from '../../words/said'

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
                <Link to={`/schemes/${it.id}`}>{said(it.titles)}</Link>{' '}
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
