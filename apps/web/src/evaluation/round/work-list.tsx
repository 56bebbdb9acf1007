import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { useTwoLanguages } from '../../kit/two-languages'
import { useSession } from '../../session/session'
import type { RoundAnswer, Standing } from '../assessment/answers'
import { StepTag } from '../assessment/stage-tag'
import { nextStep } from './next-step'

/** 核定工作清单: who submitted, what is open and with whom, how many warnings, and what came out. */
export function WorkList({ round }: { round: RoundAnswer }) {
  const { t } = useTranslation()
  const said = useTwoLanguages()
  const { may, actor } = useSession()
  const evaluates = may('verifyAssessment')
  const scored = round.platforms.some((it) => it.total !== undefined)
  return (
    <Table<Standing>
      rowKey="platform"
      size="small"
      bordered
      pagination={false}
      dataSource={[...round.platforms].sort((a, b) => rankOf(a, round, actor) - rankOf(b, round, actor))}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          key: 'name',
          title: t('round.platform'),
          width: 260,
          render: (_, it) => (
            <Link to={`/rounds/${round.id}/platforms/${it.platform}${evaluates ? '?view=verify' : ''}`}>{it.name}</Link>
          ),
        },
        {
          key: 'step',
          title: t('round.stepNow'),
          width: 110,
          render: (_, it) => <StepTag step={it.step} noShow={it.noShow} />,
        },
        {
          key: 'next',
          title: t('round.next'),
          width: 240,
          render: (_, it) => {
            const { word, whose, facts } = nextStep(it, round, actor)
            const text = t(`next.${word}`, facts)
            return whose === 'evaluator' && evaluates ? <strong>{text}</strong> : text
          },
        },
        ...(evaluates
          ? [
              {
                key: 'warnings',
                title: t('round.warnings'),
                width: 110,
                render: (_: unknown, it: Standing) => <Warned round={round.id} platform={it.platform} />,
              },
            ]
          : []),
        ...(scored
          ? [
              {
                key: 'total',
                title: t('round.total'),
                width: 90,
                align: 'right' as const,
                render: (_: unknown, it: Standing) => <span className="number">{it.total ?? '—'}</span>,
              },
              {
                key: 'grade',
                title: t('round.grade'),
                width: 220,
                render: (_: unknown, it: Standing) =>
                  it.grade ? (
                    <>
                      {said(it.grade)}{' '}
                      <span className="note">
                        {[it.proposedBy, it.confirmedBy].filter((who) => who !== undefined).join(' → ')}
                      </span>
                    </>
                  ) : (
                    '—'
                  ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** What one can do oneself stands on top. */
function rankOf(it: Standing, round: RoundAnswer, actor: string): number {
  const { whose } = nextStep(it, round, actor)
  return whose === 'evaluator' ? 0 : whose === 'platform' ? 1 : 2
}

function Warned({ round, platform }: { round: string; platform: string }) {
  const { t } = useTranslation()
  const { data } = useAnswer('GET /api/rounds/{round}/platforms/{id}/audit', {
    round,
    id: platform,
    question: 'warnings',
    limit: 1,
  })
  // The place is kept while the answer is on its way: nothing jumps.
  const rows = data?.indicators.reduce(
    (sum, it) => sum + (it.questions.find(({ question }) => question === 'warnings')?.rows ?? 0),
    0,
  )
  return (
    <Link to={`/rounds/${round}/platforms/${platform}?view=audit&question=warnings`}>
      {rows === undefined ? '…' : rows === 0 ? t('none') : <Tag color="orange">{t('round.rows', { count: rows })}</Tag>}
    </Link>
  )
}
