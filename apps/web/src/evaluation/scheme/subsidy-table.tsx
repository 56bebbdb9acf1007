import { indicatorsOf } from '@pilot-ledger/evaluation/definitions'
import { Sheet } from '../../kit/page'
import { Money } from '../../money/money'
import { spoken, t, wordIn } from '../../words/word'
import { ChoiceCell, FaultsAt, MarkCell, SeveralCell, TextCell, useEditing } from './editing'
import { useGrades } from './grades-table'
import { nameOf, useUnits } from './named'
import type { Sampling } from './sampling'
import { Rows } from './scoring-cell'

const AT = '/content/subsidy'
const BASES = {
  none: undefined,
  rate: { kind: 'rate', indicator: '', rate: '' },
  tiers: { kind: 'tiers', indicator: '', tiers: [{ from: '', rate: '' }] },
  byGrade: { kind: 'byGrade', amounts: [{ grade: '', amount: '' }] },
} as const

/** 补助: of what, at which rate, and the caps in the order in which they are applied; what it comes to for the sample. */
export function SubsidyTable({ sampling }: { sampling: Sampling }) {
  const { scheme, change } = useEditing()
  const { unitOf } = useUnits()
  const grades = useGrades()
  const rule = scheme.content.subsidy
  const { base } = rule ?? {}
  const amounts = indicatorsOf(scheme.content).filter((it) => unitOf(it) === 'CNY')
  const kinds = Object.keys(BASES).map((value) => ({ value, label: t(wordIn('schemeSubsidy', value)) }))
  const turn = (kind: string) => {
    const next = BASES[kind as keyof typeof BASES]
    if (next === undefined) change(AT, undefined)
    else change(AT, { ...rule, base: next })
  }
  const rates = rule && (base?.kind === 'rate' || base?.kind === 'tiers')
  return (
    <Sheet title={t('page.subsidy')} label={t('page.subsidy')}>
      <div className="scheme-head">
        <b>{t('subsidy.base')}</b>
        <div>
          <ChoiceCell
            at={`${AT}/base/kind`}
            column={t('subsidy.base')}
            any={t('schemeSubsidy.none')}
            options={kinds.filter((it) => it.value !== 'none')}
            turn={(it) => turn(it ?? 'none')}
          />
          {rates && (
            <ChoiceCell
              at={`${AT}/base/indicator`}
              className="figure"
              options={amounts.map((it) => ({ value: it.code, label: nameOf(it) }))}
            />
          )}
          {base?.kind === 'rate' && <TextCell at={`${AT}/base/rate`} className="narrow" />}
          {base?.kind === 'tiers' && (
            <Rows at={`${AT}/base/tiers`} of={base.tiers} add={t('schemeMaking.addTier')} item={{ from: '', rate: '' }}>
              {(it, no) => (
                <>
                  <TextCell at={`${it}/from`} row={`${t('page.subsidy')} ${no}`} amount suffix={t('yuan')} />
                  <TextCell at={`${it}/rate`} row={`${t('page.subsidy')} ${no}`} className="narrow" />
                </>
              )}
            </Rows>
          )}
          {base?.kind === 'byGrade' && (
            <Rows
              at={`${AT}/base/amounts`}
              of={base.amounts}
              add={t('schemeMaking.addAmount')}
              item={{ grade: '', amount: '' }}
            >
              {(it, no) => (
                <>
                  <ChoiceCell at={`${it}/grade`} row={`${t('page.subsidy')} ${no}`} options={grades} />
                  <TextCell at={`${it}/amount`} row={`${t('page.subsidy')} ${no}`} amount suffix={t('yuan')} />
                </>
              )}
            </Rows>
          )}
          <FaultsAt at={`${AT}/base`} />
          <FaultsAt at={AT} />
        </div>
        {rule && (
          <>
            <b>{t('schemeMaking.caps')}</b>
            <div>
              <TextCell at={`${AT}/capPerItem`} amount maybe suffix={t('yuan')} />
              <TextCell at={`${AT}/capPerBodyAndYear`} amount maybe suffix={t('yuan')} />
              <MarkCell at={`${AT}/f22`} label={t('schemeField.f22')} />
            </div>
            <b>{t('schemeField.onlyGrades')}</b>
            <SeveralCell at={`${AT}/onlyGrades`} options={grades} maybe />
          </>
        )}
      </div>
      {sampling.answer?.subsidy && (
        <ol className="evidence-list sample-subsidy" aria-label={t('schemeMaking.sampleSubsidy')}>
          <li>
            {t('subsidy.computed')} <Money value={sampling.answer.subsidy.computed} />
          </li>
          {sampling.answer.subsidy.lines.map((it) => (
            <li key={it.rule}>
              {t(`cap.${it.rule}`)} → <Money value={it.after} />
            </li>
          ))}
          <li>
            <b>
              {t('subsidy.amount')} <Money value={sampling.answer.subsidy.amount} />
            </b>
          </li>
        </ol>
      )}
    </Sheet>
  )
}

/** What the sample comes to: total, grade, and what is still missing. */
export function SampleResult({ sampling }: { sampling: Sampling }) {
  const { answer } = sampling
  return (
    <p className="sample-result" role="status">
      <b>{t('grade.total', { total: answer?.sheet.total ?? '—' })}</b>
      {answer?.grade && (
        <>
          {' · '}
          <b>{t('schemeMaking.graded', { grade: spoken(answer.grade) })}</b>
        </>
      )}
      {answer && !answer.grade && <span className="note"> {t('schemeMaking.notGraded')}</span>}
    </p>
  )
}
