import { type Indicator, type SchemeContent, sameWeight, weightOf } from '@pilot-ledger/evaluation/definitions'
import { Input } from 'antd'
import { Sheet } from '../../kit/page'
import { typedAmount } from '../../money/amount'
import { t } from '../../words/word'
import { pointsInWords } from '../assessment/arithmetic'
import { freeCode, newIndicator } from './document'
import { AddButton, CodeCell, FaultsAt, RowButtons, TextCell, useEditing } from './editing'
import { nameOf, useUnits } from './named'
import type { Sampling } from './sampling'
import { SchemeTable } from './scheme-table'
import { ScoringCell } from './scoring-cell'
import { SourceCell } from './source-cell'

/** 指标: groups and indicators, what each weighs, where its value comes from, how it scores, and a sample beside it. */
export function IndicatorTable({ sampling }: { sampling: Sampling }) {
  const { scheme } = useEditing()
  const { content } = scheme
  const group = { code: freeCode('g', content), zh: '', en: '', weight: '' }
  return (
    <Sheet title={t('scheme.indicators')} label={t('scheme.indicators')}>
      <SchemeTable
        label={t('schemeMaking.table')}
        className="indicators-table"
        heads={[
          t('result.indicator'),
          t('result.weight'),
          t('scheme.value'),
          t('scheme.scoring'),
          t('schemeMaking.sample'),
          t('schemeMaking.points'),
        ]}
      >
        {content.groups.map((it, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its code is being typed
          <tbody key={i}>
            <GroupRow no={i} sampling={sampling} />
            {it.indicators.map((of, j) => (
              <IndicatorRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its code is being typed
                key={j}
                at={`/content/groups/${i}/indicators`}
                no={j}
                indicator={of}
                sampling={sampling}
              />
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr className="total">
            <th>
              <AddButton
                list="/content/groups"
                word={t('schemeMaking.addGroup')}
                item={{ ...group, indicators: [newIndicator(freeCode('i', content))] }}
              />
            </th>
            <td>
              <Sum of={content.groups} wanted={content.fullScore} />
            </td>
            <td colSpan={3}>
              <FaultsAt at="/content/groups" />
            </td>
            <td colSpan={2}>{sampling.answer && <b>{t('grade.total', { total: sampling.answer.sheet.total })}</b>}</td>
          </tr>
        </tfoot>
      </SchemeTable>
    </Sheet>
  )
}

/** What the weights below add up to, and what they must. */
function Sum({ of, wanted }: { of: SchemeContent['groups'] | readonly Indicator[]; wanted: string }) {
  const sum = weightOf(of)
  const right = sum !== undefined && sameWeight(sum, wanted)
  return (
    <span className={right ? 'number' : 'number doubt'}>
      {t(right ? 'schemeMaking.sum' : 'schemeMaking.sumWrong', { sum: sum ?? '—', wanted: wanted || '—' })}
    </span>
  )
}

/** What a group and an indicator have alike: names, code and weight. */
function NameAndWeight({ at, row, scope }: { at: string; row: string; scope: 'row' | 'rowgroup' }) {
  return (
    <>
      <th scope={scope}>
        <TextCell at={`${at}/zh`} row={row} />
        <TextCell at={`${at}/en`} row={row} />
        <CodeCell at={`${at}/code`} row={row} className="narrow" />
        <FaultsAt at={at} />
      </th>
      <td>
        <TextCell at={`${at}/weight`} row={row} className="narrow" />
      </td>
    </>
  )
}

function GroupRow({ no, sampling }: { no: number; sampling: Sampling }) {
  const { scheme } = useEditing()
  const it = scheme.content.groups[no]
  const at = `/content/groups/${no}`
  const row = nameOf(it)
  const points = sampling.answer?.sheet.groups.find((of) => of.group === it.code)?.points
  return (
    <tr className="total">
      <NameAndWeight at={at} row={row} scope="rowgroup" />
      <td colSpan={3}>
        <Sum of={it.indicators} wanted={it.weight} />{' '}
        <AddButton
          list={`${at}/indicators`}
          word={t('schemeMaking.addIndicator')}
          item={newIndicator(freeCode('i', scheme.content))}
        />
        <FaultsAt at={`${at}/indicators`} />
      </td>
      <td className="number">{points}</td>
      <td>
        <RowButtons list="/content/groups" no={no} row={row} />
      </td>
    </tr>
  )
}

function IndicatorRow({
  at: list,
  no,
  indicator,
  sampling,
}: {
  at: string
  no: number
  indicator: Indicator
  sampling: Sampling
}) {
  const at = `${list}/${no}`
  const row = nameOf(indicator)
  return (
    <tr>
      <NameAndWeight at={at} row={row} scope="row" />
      <td>
        <SourceCell at={at} indicator={indicator} row={row} />
      </td>
      <td>
        <ScoringCell at={at} indicator={indicator} row={row} />
      </td>
      <td>
        <SampleCell indicator={indicator} row={row} sampling={sampling} />
      </td>
      <td>
        <Points indicator={indicator} sampling={sampling} />
      </td>
      <td>
        <RowButtons list={list} no={no} row={row} />
      </td>
    </tr>
  )
}

/** A sample of the value, typed; of a ratio what its parts come to, of a rank the place beside it. */
function SampleCell({ indicator, row, sampling }: { indicator: Indicator; row: string; sampling: Sampling }) {
  const { unitOf } = useUnits()
  const { code, source, scoring } = indicator
  const unit = unitOf(indicator)
  if (source.from === 'ratio')
    return (
      <span className="number">{sampling.answer?.sheet.steps.find((it) => it.indicator === code)?.value ?? '—'}</span>
    )
  return (
    <>
      <Input
        size="small"
        aria-label={`${row} ${t('schemeMaking.sample')}`}
        autoComplete="off"
        suffix={unit && t(`unit.${unit}`)}
        value={sampling.values[code] ?? ''}
        onChange={({ target }) => sampling.give(code, target.value)}
        onBlur={({ target }) => {
          const typed = unit === 'CNY' ? typedAmount(target.value) : target.value.trim().normalize('NFKC')
          if (typed !== target.value) sampling.give(code, typed)
        }}
      />
      {scoring.method === 'rank' && (
        <Input
          size="small"
          className="cell"
          aria-label={`${row} ${t('schemeMaking.place')}`}
          placeholder={t('schemeMaking.place')}
          inputMode="numeric"
          autoComplete="off"
          value={sampling.places[code] ?? ''}
          onChange={({ target }) => sampling.place(code, target.value)}
        />
      )}
    </>
  )
}

/** The points, and how they came about. */
function Points({ indicator: { code, scoring }, sampling: { answer } }: { indicator: Indicator; sampling: Sampling }) {
  const step = answer?.sheet.steps.find((it) => it.indicator === code)
  if (!step) return <span className="note">{t('schemeMaking.unread')}</span>
  return (
    <>
      {!step.pending && <b className="number">{step.points}</b>}
      <small className="note how">{pointsInWords(step, scoring.method === 'tiers' ? scoring.tiers : [], t)}</small>
    </>
  )
}
