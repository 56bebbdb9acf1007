import { nextStep } from '@pilot-ledger/evaluation/definitions'
import { Link } from 'react-router'
import { useAnswers } from '../../api/answers'
import { today } from '../../kit/moment'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { useSession } from '../../session/session'
import { spoken, t, wordIn } from '../../words/word'
import { type RoundAnswer, type Standing, StepTag } from '../assessment/assessment'

/** 核定工作清单: who submitted, what is open and with whom, how many warnings, and what came out. */
export function WorkList({ round }: { round: RoundAnswer }) {
  const { may, actor } = useSession()
  const evaluates = may('verifyAssessment')
  const audits = useAnswers(
    'GET /api/rounds/{round}/platforms/{id}/audit',
    round.platforms.map((it) => ({ round: round.id, id: it.platform, question: 'warnings', limit: 1 })),
    { enabled: evaluates },
  )
  const warned = new Map(
    round.platforms.map((it, i) => [
      it.platform,
      audits[i].data?.indicators.reduce(
        (sum, of) => sum + (of.questions.find(({ question }) => question === 'warnings')?.rows ?? 0),
        0,
      ),
    ]),
  )
  const scored = round.platforms.some((it) => it.total !== undefined)
  return (
    <DataTable
      rowKey="platform"
      rows={[...round.platforms].sort((a, b) => rankOf(a, round, actor) - rankOf(b, round, actor))}
      columns={[
        {
          word: 'contract.platform',
          width: 260,
          cell: (it) => (
            <Link to={`/rounds/${round.id}/platforms/${it.platform}${evaluates ? '?view=verify' : ''}`}>{it.name}</Link>
          ),
        },
        { word: 'round.stepNow', width: 110, cell: (it) => StepTag({ step: it.step, noShow: it.noShow }) },
        {
          word: 'round.next',
          width: 240,
          cell: (it) => {
            const { word, whose, facts } = nextStep(it, round, actor, today())
            const text = t(wordIn('next', word), facts)
            return whose === 'evaluator' && evaluates ? <strong>{text}</strong> : text
          },
        },
        evaluates && {
          word: 'contract.warnings',
          width: 110,
          reads: (it: Standing) => String(warned.get(it.platform) ?? ''),
          cell: (it: Standing) => <Warned round={round.id} platform={it.platform} rows={warned.get(it.platform)} />,
        },
        scored && { word: 'round.total', width: 90, right: true, number: (it) => it.total ?? '—' },
        scored && {
          word: 'round.grade',
          width: 220,
          cell: (it) =>
            it.grade ? (
              <>
                {spoken(it.grade)}{' '}
                <span className="note">
                  {[it.proposedBy, it.confirmedBy].filter((who) => who !== undefined).join(' → ')}
                </span>
              </>
            ) : (
              '—'
            ),
        },
      ]}
    />
  )
}

/** What one can do oneself stands on top. */
function rankOf(it: Standing, round: RoundAnswer, actor: string): number {
  const { whose } = nextStep(it, round, actor, today())
  return whose === 'evaluator' ? 0 : whose === 'platform' ? 1 : 2
}

/** The place is kept while the answer is on its way: nothing jumps. */
function Warned({ round, platform, rows }: { round: string; platform: string; rows: number | undefined }) {
  return (
    <Link to={`/rounds/${round}/platforms/${platform}?view=audit&question=warnings`}>
      {rows === undefined ? '…' : rows === 0 ? t('none') : <Tag color="orange">{t('round.rows', { count: rows })}</Tag>}
    </Link>
  )
}
