import { useCatalogue } from '../figures/figure'
import { Sheet } from '../kit/page'
import { amountOf, fenOf } from '../money/amount'
import { FigureValue } from '../money/money'
import { t } from '../words/word'
import { Amounts } from './amounts'
import type { Told } from './desk'

/** 本年: each figure beside the same days of the year before. */
export function YearFigures({ year, platform }: { year: Told<'year'>; platform?: string }) {
  const { nameOf, definitionOf } = useCatalogue()
  const { window, before } = year
  return (
    <Sheet
      title={
        <>
          {t('desk.year', { year: window.from.slice(0, 4) })}{' '}
          <span className="note">{t('desk.yearBefore', { ...before.window })}</span>
        </>
      }
      label={t('desk.year', { year: window.from.slice(0, 4) })}
    >
      <dl className="desk-tiles">
        {year.figures.map((now, at) => {
          const then = before.figures[at]
          return (
            <div key={now.code}>
              <dt title={definitionOf(now.code)}>{nameOf(now.code)}</dt>
              <dd>
                <span className="desk-value">
                  <Amounts figure={now} window={window} platform={platform} />
                </span>
                <span className="note">
                  {t('desk.before')} <Amounts figure={then} window={before.window} platform={platform} />
                  <Difference now={now} then={then} />
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
    </Sheet>
  )
}

type Figure = Told<'year'>['figures'][number]

/** Only of two numbers on one tax basis (H12). */
function Difference({ now, then }: { now: Figure; then: Figure }) {
  if (now.value === null || then.value === null) return null
  if (now.taxBasis !== undefined && then.taxBasis !== undefined && now.taxBasis !== then.taxBasis) return null
  const value =
    now.unit === 'CNY' ? amountOf(fenOf(now.value) - fenOf(then.value)) : String(BigInt(now.value) - BigInt(then.value))
  if (/^0(\.00)?$/.test(value)) return null
  return (
    <span className="desk-difference">
      {value.startsWith('-') ? '' : '+'}
      <FigureValue value={value} unit={now.unit} />
    </span>
  )
}
