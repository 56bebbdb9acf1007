import { indicatorsOf, type Requirement } from '@pilot-ledger/evaluation/definitions'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Sheet } from '../../kit/page'
import { t } from '../../words/word'
import { Met } from '../assessment/assessment'
import { CONDITION, groupWithin, isGroup, withOneMore, withoutOne } from './conditions'
import { AddButton, ChoiceCell, FaultsAt, RowButtons, SeveralCell, TextCell, useEditing, WholeCell } from './editing'
import { useGrades } from './grades-table'
import { nameOf, useUnits } from './named'
import type { Sampling } from './sampling'
import { SchemeTable } from './scheme-table'

const ELIGIBILITY = '/content/eligibility'
const REQUIRES = `${ELIGIBILITY}/requires`
const CONSEQUENCES = '/content/consequences'

/** 入围条件: who may take part, as rows of conditions of which all or any are asked, and the grade of whoever may not. */
export function EligibilityTable({ sampling }: { sampling: Sampling }) {
  const { scheme, change } = useEditing()
  const { levels } = scheme.content.grades
  const rule = scheme.content.eligibility
  const grades = useGrades()
  const begin = () =>
    change(ELIGIBILITY, {
      requires: CONDITION,
      grade: (levels.find((it) => it.notEligible) ?? levels.at(-1))?.code ?? '',
    })
  return (
    <Sheet title={t('eligibility.title')} label={t('eligibility.title')}>
      {rule ? (
        <div className="scheme-head">
          <b>{t('schemeMaking.asked')}</b>
          <div className="conditions">
            <Asked at={REQUIRES} no="1" it={rule.requires} sampling={sampling}>
              <Button
                size="small"
                type="text"
                title={t('schemeMaking.remove')}
                aria-label={`${t('schemeMaking.remove')} ${t('eligibility.title')}`}
                onClick={() => change(ELIGIBILITY, undefined)}
              >
                ×
              </Button>
            </Asked>
            {!isGroup(rule.requires) && <More at={REQUIRES} it={rule.requires} />}
          </div>
          <b>{t('schemeMaking.otherwise')}</b>
          <div>
            <ChoiceCell at={`${ELIGIBILITY}/grade`} row={t('schemeMaking.otherwise')} options={grades} />
            <span className="note">{t('eligibility.means')}</span>
          </div>
        </div>
      ) : (
        <p className="note">
          {t('schemeMaking.everybody')}{' '}
          <Button size="small" type="link" onClick={begin}>
            + {t('eligibility.title')}
          </Button>
        </p>
      )}
      <FaultsAt at={ELIGIBILITY} />
    </Sheet>
  )
}

/**
 * One condition, or several together, as deep as a scheme may have them. `no`: 1, 1.1, 1.2 … as the lines of a result are
 * numbered, by which the sample's answer is found. `children`: the buttons that move it or take it away.
 */
function Asked({
  at,
  no,
  it,
  sampling,
  deep = 0,
  children,
}: {
  at: string
  no: string
  it: Requirement
  sampling: Sampling
  deep?: number
  children: ReactNode
}) {
  const { change } = useEditing()
  const row = `${t('schemeField.requires')} ${no}`
  const answer = sampling.answer?.sheet.eligibility?.lines.find((line) => line.no === no)
  const met = answer && <Met met={answer.met} />
  if (!isGroup(it))
    return (
      <div className="term">
        <span className="number">{no}</span>
        <Limit at={at} it={it} row={row} />
        {met}
        {children}
        <FaultsAt at={at} />
      </div>
    )
  return (
    <fieldset className="terms" aria-label={row}>
      <div className="term">
        <span className="number">{no}</span>
        <ChoiceCell
          at={`${at}/kind`}
          row={row}
          options={(['all', 'any'] as const).map((value) => ({ value, label: t(`eligibility.${value}`) }))}
        />
        {met}
        {children}
        <FaultsAt at={at} />
      </div>
      <div className="within">
        {(it.of ?? []).map((of, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
          <Asked key={i} at={`${at}/of/${i}`} no={`${no}.${i + 1}`} it={of} sampling={sampling} deep={deep + 1}>
            <RowButtons
              list={`${at}/of`}
              no={i}
              row={`${t('schemeField.requires')} ${no}.${i + 1}`}
              remove={() => change(at, withoutOne(it, i))}
            />
          </Asked>
        ))}
        <More at={at} it={it} deep={deep} />
        <FaultsAt at={`${at}/of`} />
      </div>
    </fieldset>
  )
}

/** An indicator, at least or at most so much of its unit. */
function Limit({ at, it, row }: { at: string; it: Requirement; row: string }) {
  const { scheme } = useEditing()
  const { unitOf } = useUnits()
  const all = indicatorsOf(scheme.content)
  const indicator = all.find((of) => !isGroup(it) && of.code === it.indicator)
  const unit = indicator && unitOf(indicator)
  return (
    <>
      <ChoiceCell
        at={`${at}/indicator`}
        row={row}
        searched
        className="figure"
        options={all.map((of) => ({ value: of.code, label: nameOf(of) }))}
      />
      <ChoiceCell
        at={`${at}/kind`}
        column={t('schemeMaking.compared')}
        row={row}
        options={(['atLeast', 'atMost'] as const).map((value) => ({ value, label: t(`schemeMaking.${value}`) }))}
      />
      <TextCell at={`${at}/value`} row={row} amount={unit === 'CNY'} suffix={unit && t(`unit.${unit}`)} />
    </>
  )
}

/** Another condition, or another group of them where one may still stand. */
function More({ at, it, deep = 0 }: { at: string; it: Requirement; deep?: number }) {
  const { change } = useEditing()
  const add = (word: string, more: Requirement) => (
    <Button size="small" type="link" onClick={() => change(at, withOneMore(it, more))}>
      + {word}
    </Button>
  )
  return (
    <div>
      {add(t('schemeField.requires'), CONDITION)}
      {deep === 0 && add(t('schemeMaking.addGroupOfConditions'), groupWithin(it))}
    </div>
  )
}

/** 后果: what follows when a grade, or nothing submitted, comes so many times in a row. */
export function ConsequencesTable() {
  const { scheme, change } = useEditing()
  const rows = scheme.content.consequences ?? []
  const grades = useGrades()
  const cases = (['grade', 'noShow'] as const).map((value) => ({ value, label: t(`schemeMaking.when.${value}`) }))
  return (
    <Sheet title={t('consequence.title')} label={t('consequence.title')}>
      {rows.length === 0 ? (
        <p className="note">{t('schemeMaking.noConsequence')}</p>
      ) : (
        <SchemeTable
          label={t('schemeMaking.consequencesTable')}
          className="grades-table"
          heads={[t('schemeField.when'), t('schemeMaking.times'), t('consequence.title')]}
        >
          <tbody>
            {rows.map((it, i) => {
              const at = `${CONSEQUENCES}/${i}`
              const row = `${t('consequence.title')} ${i + 1}`
              const { times, zh, en } = it
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                <tr key={i}>
                  <td>
                    <ChoiceCell
                      at={`${at}/when`}
                      row={row}
                      options={cases}
                      turn={(when) => change(at, { when, ...(when === 'grade' && { grades: [] }), times, zh, en })}
                    />
                    {it.when === 'grade' && <SeveralCell at={`${at}/grades`} row={row} options={grades} />}
                    <FaultsAt at={at} />
                  </td>
                  <td>
                    <WholeCell at={`${at}/times`} column={t('schemeMaking.times')} row={row} />
                  </td>
                  <td>
                    <TextCell at={`${at}/zh`} column={t('schemeMaking.consequence')} row={row} />
                    <TextCell at={`${at}/en`} column={t('schemeMaking.consequenceEn')} row={row} />
                  </td>
                  <td>
                    <RowButtons
                      list={CONSEQUENCES}
                      no={i}
                      row={row}
                      least={0}
                      {...(rows.length === 1 && { remove: () => change(CONSEQUENCES, undefined) })}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </SchemeTable>
      )}
      <AddButton
        list={CONSEQUENCES}
        word={t('consequence.title')}
        item={{ when: 'grade', grades: [], times: undefined, zh: '', en: '' }}
      />
      <FaultsAt at={CONSEQUENCES} />
    </Sheet>
  )
}
