import { Tag } from 'antd'
import { t } from 'i18next'
import type { ReactNode } from 'react'
import { PlainTable } from '../../kit/plain-table'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import { said } from '../../words/said'
import { type Word } from '../../words/word'
import type { Subsidy } from '../assessment/answers'
import { Payments } from './payments'

/** One platform's subsidy as finance checks it: base, rate, each cap as a line of its own with what it took away. */
export function SubsidySheet({ round, subsidy, name }: { round: string; subsidy: Subsidy; name: string }) {
  const { may } = useSession()
  const { base, rate, tier, items } = subsidy
  const computed =
    rate === undefined ? t('subsidy.byGrade') : t(tier === undefined ? 'subsidy.rate' : 'subsidy.tier', { rate, tier })
  const steps: readonly Step[] = [
    ...(base === undefined ? [] : [{ name: t('subsidy.base'), rule: t('subsidy.baseMeans'), after: base }]),
    { name: t('subsidy.computed'), rule: computed, after: subsidy.computed },
    ...subsidy.lines.map((it) => ({
      name: t(`cap.${it.rule}`),
      rule: <CapText line={it} grade={said(subsidy.grade)} />,
      tookAway: it.tookAway,
      after: it.after,
    })),
  ]
  return (
    <section className="sheet" aria-label={name}>
      <h2>
        {name} <Tag color="blue">{said(subsidy.grade)}</Tag>
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
            cell: ({ tookAway }) => tookAway && <TakenAway amount={tookAway} />,
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
