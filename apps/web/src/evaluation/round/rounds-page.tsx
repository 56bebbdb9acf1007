import { Button, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { Loading, Nothing } from '../../kit/states'
import { Title } from '../../kit/title'
import { useSession } from '../../session/session'
import { StageTag } from '../assessment/stage-tag'

/** 评价轮次: a platform sees those it takes part in. */
export function RoundsPage() {
  const { t } = useTranslation()
  const { may, role, platforms: own } = useSession()
  const { data, error, refetch } = useAnswer('GET /api/rounds')
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={8} />
  const mine = role === 'platform' ? own : []
  return (
    <>
      <Title text={t('page.rounds')} note={t('round.note')}>
        <Link to="/schemes">{t('page.schemes')}</Link>
        {may('keepRound') && (
          <Link to="/rounds/new">
            <Button type="primary">{t('round.open')}</Button>
          </Link>
        )}
      </Title>
      <Table
        rowKey="id"
        size="small"
        bordered
        pagination={false}
        dataSource={[...data.rounds].reverse()}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('round.none')} /> }}
        columns={[
          {
            key: 'round',
            title: t('round.round'),
            render: (_, it) => (
              <>
                <Link to={`/rounds/${it.id}`}>{it.title}</Link>
                {it.synthetic && <Tag className="synthetic">{t('synthetic')}</Tag>}
                <div className="note">{it.roundNo}</div>
              </>
            ),
          },
          { key: 'stage', title: t('round.stage'), render: (_, it) => <StageTag stage={it.stage} /> },
          ...(mine.length > 0
            ? [
                {
                  key: 'own',
                  title: t('round.own'),
                  render: (_: unknown, it: { id: string; takingPart: readonly string[] }) =>
                    it.takingPart
                      .filter((platform) => mine.includes(platform))
                      .map((platform) => (
                        <div key={platform}>
                          <Link to={`/rounds/${it.id}/platforms/${platform}`}>{t('assessment.open')}</Link>
                        </div>
                      )),
                },
              ]
            : [
                {
                  key: 'platforms',
                  title: t('round.platforms'),
                  align: 'right' as const,
                  render: (_: unknown, it: { takingPart: readonly string[] }) => it.takingPart.length,
                },
              ]),
          ...(['selfAssessment', 'verification', 'reply', 'appeal'] as const).map((name) => ({
            key: name,
            title: t(`deadline.${name}`),
            render: (_: unknown, it: { deadlines: Readonly<Record<typeof name, string>> }) => (
              <span className="number">{it.deadlines[name]}</span>
            ),
          })),
        ]}
      />
    </>
  )
}
