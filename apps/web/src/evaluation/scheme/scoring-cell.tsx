import type { Indicator, Scoring } from '@pilot-ledger/evaluation/definitions'
import { t, wordIn } from '../../words/word'
import { SCORINGS, scoredBy } from './document'
import { AddButton, ChoiceCell, FaultsAt, RowButtons, TextCell, useEditing } from './editing'
import { useUnits } from './named'

/** 计分: the way, and what it needs: a target, tiers, or points by place. */
export function ScoringCell({ at, indicator, row }: { at: string; indicator: Indicator; row: string }) {
  const { change } = useEditing()
  const { scoring } = indicator
  const unit = useUnits().unitOf(indicator)
  const amount = unit === 'CNY'
  const ways = Object.keys(SCORINGS).map((value) => ({ value, label: t(wordIn('schemeScoring', value)) }))
  const target = (scoring.method === 'share' || scoring.method === 'threshold') && (
    <TextCell at={`${at}/target`} row={row} amount={amount} suffix={unit && t(`unit.${unit}`)} />
  )
  return (
    <>
      <ChoiceCell
        at={`${at}/scoring/method`}
        column={t('scheme.scoring')}
        row={row}
        options={ways}
        turn={(it) => change(at, scoredBy(indicator, it as Scoring['method']))}
      />
      {target}
      {scoring.method === 'share' && <TextCell at={`${at}/scoring/cap`} row={row} maybe />}
      {scoring.method === 'tiers' && (
        <Rows
          at={`${at}/scoring/tiers`}
          of={scoring.tiers}
          add={t('schemeMaking.addTier')}
          item={{ from: '', points: '' }}
        >
          {(it, no) => (
            <>
              <TextCell at={`${it}/from`} row={`${row} ${no}`} amount={amount} />
              <TextCell at={`${it}/points`} row={`${row} ${no}`} className="narrow" />
            </>
          )}
        </Rows>
      )}
      {scoring.method === 'rank' && (
        <>
          <Rows at={`${at}/scoring/points`} of={scoring.points} add={t('schemeMaking.addPlace')} item="">
            {(it, no) => <TextCell at={it} column={t('schemeMaking.placeNo', { no })} row={row} />}
          </Rows>
          <TextCell at={`${at}/scoring/otherwise`} row={row} />
        </>
      )}
      <FaultsAt at={`${at}/scoring`} />
      {!target && <FaultsAt at={`${at}/target`} />}
    </>
  )
}

/** Items of a list in a cell, each in its line. `children`: by the item's pointer and its number from 1. */
export function Rows({
  at,
  of,
  add,
  item,
  children,
}: {
  at: string
  of: readonly unknown[] | undefined
  add: string
  item: unknown
  children: (pointer: string, no: number) => React.ReactNode
}) {
  return (
    <>
      {(of ?? []).map((_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place
        <div key={i} className="term">
          {children(`${at}/${i}`, i + 1)}
          <RowButtons list={at} no={i} row={`${add} ${i + 1}`} />
          <FaultsAt at={`${at}/${i}`} />
        </div>
      ))}
      <AddButton list={at} word={add} item={item} />
      <FaultsAt at={at} />
    </>
  )
}
