import { shown } from '../money/amount'
import { readMark } from '../money/axis-mark'
import { useUnit } from '../money/money'
import { scaleOf, strokesOf } from '../money/scale'
import { t, wordIn } from '../words/word'
import type { Told } from './desk'

/** Told apart without colour, too. */
const LOOKS = [
  { stroke: '#175b8c' },
  { stroke: '#b3450a', strokeDasharray: '7 4' },
  { stroke: '#2f7d12', strokeDasharray: '2 4' },
] as const
const HEIGHT = 100

/**
 * Twelve months as lines, a month in which nothing happened at zero. Drawn with floating point, which nobody can see; where tax
 * bases are not added (H12) a month has no point, and the table beside it has both parts. It is the first thing that everybody
 * loads: a few lines need no library.
 */
export function MonthsChart({ months }: { months: Told<'months'> }) {
  const { unit } = useUnit()
  const codes = months[0]?.figures.map((it) => it.code) ?? []
  const name = (code: string) => t(wordIn('desk.flow', code))
  const lines = codes.map((_, at) =>
    months.map(({ figures }) => (figures[at].value === null ? undefined : Number(figures[at].value))),
  )
  const scale = scaleOf(lines.flat())
  const y = (value: number) => HEIGHT - ((value - scale.from) / (scale.to - scale.from)) * HEIGHT
  const told = ({ month, figures }: Told<'months'>[number]) =>
    [month, ...figures.map((it) => `${name(it.code)} ${it.value === null ? '—' : shown(it.value, unit)}`)].join('\n')
  return (
    <div className="months" role="img" aria-label={t('desk.months')}>
      <div className="months-legend">
        {codes.map((code, at) => (
          <span key={code}>
            <svg width="28" height="8" aria-hidden>
              <line x1="0" x2="28" y1="4" y2="4" strokeWidth="2" {...LOOKS[at]} />
            </svg>{' '}
            {name(code)}
          </span>
        ))}
      </div>
      <div className="months-plot">
        <div className="months-axis number">
          {[...scale.marks].reverse().map((it) => {
            const { unit, amount } = readMark(it, Math.max(scale.to, -scale.from))
            return <span key={it}>{t(`axis.${unit}`, { amount })}</span>
          })}
        </div>
        <svg viewBox={`0 0 ${months.length - 1} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {scale.marks.map((it) => (
            <line key={it} x1="0" x2={months.length - 1} y1={y(it)} y2={y(it)} className="months-mark" />
          ))}
          {lines.flatMap((values, at) =>
            strokesOf(values).map((stroke) => (
              <polyline
                key={`${codes[at]} ${stroke[0].at}`}
                points={stroke.map((it) => `${it.at},${y(it.value)}`).join(' ')}
                className="months-line"
                {...LOOKS[at]}
              />
            )),
          )}
          {months.map((it, at) => (
            <rect key={it.month} x={at - 0.5} y="0" width="1" height={HEIGHT} fill="transparent">
              <title>{told(it)}</title>
            </rect>
          ))}
        </svg>
        <div className="months-names number">
          {months.map(
            (it, at) =>
              at % 3 === 2 && (
                <span key={it.month} style={{ left: `${(at / (months.length - 1)) * 100}%` }}>
                  {it.month}
                </span>
              ),
          )}
        </div>
      </div>
    </div>
  )
}
