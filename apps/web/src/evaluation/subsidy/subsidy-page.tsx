import { Select } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useAnswer } from '../../api/answers'
import { usePageParams } from '../../kit/loaded'
import { Loading, Nothing, PrintButton, Title } from '../../kit/page'
import { PlainTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { sumOf } from '../../money/amount'
import { Money } from '../../money/money'
import { usePlatforms, useSession } from '../../session/session'
import { spoken, t, type Word } from '../../words/word'
import type { Subsidy } from '../assessment/assessment'
import { Payments } from './payments'

/** 补助: of one round, the one in the address or the newest. */
export function SubsidyPage() {
  const { nameOf } = usePlatforms()
  const params = useParams()
  const [chosen, choose] = usePageParams('round')
  const list = useAnswer('GET /api/rounds')
  const rounds = [...(list.data?.rounds ?? [])].reverse()
  const round = params.round ?? chosen.round ?? (rounds.find((it) => it.stage === 'published') ?? rounds[0])?.id ?? ''
  const { data, error, refetch } = useAnswer('GET /api/rounds/{round}', { round }, { enabled: round !== '' })
  if (list.data && rounds.length === 0)
    return (
      <>
        <Title text={t('subsidy.title')} />
        <Nothing what={t('round.none')} />
      </>
    )
  if (!data) return <Loading error={error ?? list.error} retry={() => void refetch()} rows={10} />
  return (
    <>
      <Title text={t('subsidy.title')} note={`${data.title} · ${data.roundNo}`}>
        <Link to={`/rounds/${round}`}>{t('assessment.toRound')}</Link>
        <PrintButton />
      </Title>
      {data.repeats && <p className="note">{t('round.repeated', { reason: data.repeats })}</p>}
      {!params.round && rounds.length > 1 && (
        <div className="choices">
          <Select
            aria-label={t('round.round')}
            className="wide-choice"
            value={round}
            options={rounds.map((it) => ({ value: it.id, label: it.title }))}
            onChange={(it) => choose({ round: it })}
          />
        </div>
      )}
      {data.subsidies.length === 0 && (
        <Nothing what={t(data.stage === 'published' ? 'subsidy.none' : 'subsidy.notYet')} />
      )}
      {data.subsidies.length > 1 && (
        <p className="subsidy-sums">
          {t('subsidy.sum', { count: data.subsidies.length })}{' '}
          <strong>
            <Money value={sumOf(data.subsidies.map((it) => it.amount))} />
          </strong>{' '}
          · {t('subsidy.paid')} <Money value={sumOf(data.subsidies.map((it) => it.paid))} /> · {t('subsidy.left')}{' '}
          <Money value={sumOf(data.subsidies.map((it) => it.left))} />
        </p>
      )}
      {data.subsidies.map((it) => (
        <SubsidySheet key={it.platform} round={round} subsidy={it} name={nameOf(it.platform)} />
      ))}
    </>
  )
}

/** One platform's subsidy as finance checks it: base, rate, each cap as a line of its own with what it took away. */
function SubsidySheet({ round, subsidy, name }: { round: string; subsidy: Subsidy; name: string }) {
  const { may } = useSession()
  const { base, rate, tier, items } = subsidy
  const computed =
    rate === undefined ? t('subsidy.byGrade') : t(tier === undefined ? 'subsidy.rate' : 'subsidy.tier', { rate, tier })
  const steps: readonly Step[] = [
    ...(base === undefined ? [] : [{ name: t('subsidy.base'), rule: t('subsidy.baseMeans'), after: base }]),
    { name: t('subsidy.computed'), rule: computed, after: subsidy.computed },
    ...subsidy.lines.map((it) => ({
      name: t(`cap.${it.rule}`),
      rule: <CapText line={it} grade={spoken(subsidy.grade)} />,
      tookAway: it.tookAway,
      after: it.after,
    })),
  ]
  return (
    <section className="sheet" aria-label={name}>
      <h2>
        {name} <Tag color="blue">{spoken(subsidy.grade)}</Tag>
        {!subsidy.determined && <Tag color="orange">{t('subsidy.notDetermined')}</Tag>}
      </h2>
      <PlainTable
        label={t('subsidy.title')}
        className="subsidy"
        rows={steps}
        keyOf={(it) => it.name}
        columns={[
          { word: 'subsidy.step', cell: (it) => it.name },
          { word: 'subsidy.rule', cell: (it) => it.rule },
          {
            word: 'subsidy.tookAway',
            right: true,
            cell: ({ tookAway }) => tookAway && TakenAway({ amount: tookAway }),
          },
          { word: 'subsidy.after', money: (it) => it.after },
        ]}
        total={{ word: 'subsidy.amount', value: <Money value={subsidy.amount} /> }}
      />
      {items && items.length > 0 && <Items items={items} />}
      <Payments round={round} subsidy={subsidy} pays={may('paySubsidy')} />
      <p className="note">
        {t('subsidy.year', { year: subsidy.year })} · {t('subsidy.hash')} <span className="hash">{subsidy.hash}</span>
      </p>
    </section>
  )
}

interface Step {
  readonly name: string
  readonly rule: ReactNode
  readonly tookAway?: string
  readonly after: string
}

const TakenAway = ({ amount }: { amount: string }) => (nothing(amount) ? '0' : <Money value={`-${amount}`} />)

/** A cap in words: its limit, what was granted before, and what the grade makes of it. */
function CapText({ line: it, grade }: { line: Subsidy['lines'][number]; grade: string }) {
  return (
    <>
      {it.limit !== undefined && (
        <>
          {t('subsidy.limit')} <Money value={it.limit} />
        </>
      )}
      {it.granted !== undefined && (
        <>
          {t('comma')}
          {t('subsidy.granted')} <Money value={it.granted} />
          {it.grantedBy && t('subsidy.grantedBy', { rounds: it.grantedBy.join('、') })}
        </>
      )}
      {it.rule === 'grade' && t(gradeWord(it), { grade })}
    </>
  )
}

function Items({ items }: { items: NonNullable<Subsidy['items']> }) {
  const label = t('subsidy.items', { count: items.length })
  return (
    <details>
      <summary>{label}</summary>
      <PlainTable
        label={label}
        rows={items}
        keyOf={(it) => it.engagement}
        columns={[
          { word: 'figure.contract', cell: (it) => it.contractNo },
          { word: 'subsidy.base', money: (it) => it.value },
          { word: 'subsidy.computed', money: (it) => it.computed },
          { word: 'subsidy.after', money: (it) => it.granted },
        ]}
      />
    </details>
  )
}

/** Of a subsidy that is nothing anyhow the grade takes nothing away: then only its name is said. */
function gradeWord({ tookAway, after }: Subsidy['lines'][number]): Word {
  if (!nothing(tookAway)) return 'subsidy.gradeGetsNothing'
  return nothing(after) ? 'subsidy.gradeOnly' : 'subsidy.gradeGets'
}

const nothing = (amount: string) => amount === '0.00'
