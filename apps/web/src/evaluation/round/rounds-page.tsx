import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { Link } from 'react-router'
import { DataTable } from '../../kit/data-table'
import { useLoaded } from '../../kit/loaded'
import { Title } from '../../kit/title'
import { useSession } from '../../session/session'
import { StageTag } from '../assessment/stage-tag'

/** 评价轮次: a platform sees those it takes part in. */
export function RoundsPage() {
  const { may, role, platforms: own } = useSession()
  const { data, waiting } = useLoaded('GET /api/rounds')
  if (!data) return waiting(8)
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
      <DataTable
        rowKey="id"
        rows={[...data.rounds].reverse()}
        empty="round.none"
        columns={[
          {
            word: 'round.round',
            cell: (it) => (
              <>
                <Link to={`/rounds/${it.id}`}>{it.title}</Link>
                {it.synthetic && <Tag className="synthetic">{t('synthetic')}</Tag>}
                <div className="note">{it.roundNo}</div>
              </>
            ),
          },
          { word: 'round.stage', cell: (it) => <StageTag stage={it.stage} /> },
          mine.length > 0 && {
            word: 'round.own',
            cell: (it) =>
              it.takingPart
                .filter((platform) => mine.includes(platform))
                .map((platform) => (
                  <div key={platform}>
                    <Link to={`/rounds/${it.id}/platforms/${platform}`}>{t('assessment.open')}</Link>
                  </div>
                )),
          },
          mine.length === 0 && { word: 'round.platforms', right: true, cell: (it) => it.takingPart.length },
          ...(['selfAssessment', 'verification', 'reply', 'appeal'] as const).map((name) => ({
            word: `deadline.${name}` as const,
            number: (it: { deadlines: Readonly<Record<typeof name, string>> }) => it.deadlines[name],
          })),
        ]}
      />
    </>
  )
}
