import { Button, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { momentText } from '../../kit/moment'
import { Loading, Nothing } from '../../kit/states'
import { Title } from '../../kit/title'
import { useTwoLanguages } from '../../kit/two-languages'
import { useSession } from '../../session/session'

/** 评价方案: what was published; a sample says that it is one and on what it is shaped. */
export function SchemesPage() {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { may } = useSession()
  const { data, error, refetch } = useAnswer('GET /api/schemes')
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={8} />
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
      <Table
        rowKey="id"
        size="small"
        bordered
        pagination={false}
        dataSource={[...data.schemes]}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('scheme.none')} /> }}
        columns={[
          {
            key: 'title',
            title: t('scheme.scheme'),
            width: 460,
            render: (_, it) => (
              <div className="wrapped">
                <Link to={`/schemes/${it.id}`}>{said(it.titles)}</Link>{' '}
                {it.sample && <Tag color="orange">{t('scheme.sample')}</Tag>}
              </div>
            ),
          },
          {
            key: 'version',
            title: t('scheme.newest'),
            width: 90,
            render: (_, it) => t('scheme.version', { version: it.newest }),
          },
          {
            key: 'source',
            title: t('scheme.source'),
            width: 360,
            render: (_, it) => <div className="wrapped">{it.source?.document ?? it.issuer ?? '—'}</div>,
          },
          {
            key: 'published',
            title: t('scheme.published'),
            width: 220,
            render: (_, it) => (
              <span className="number">
                {momentText(it.publishedAt)} {it.actor}
              </span>
            ),
          },
        ]}
      />
    </>
  )
}
