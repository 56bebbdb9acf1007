import { shown } from '../money/amount'
import { readMark } from '../money/axis-mark'
import { Money, useUnit } from '../money/money'
import { scaleOf } from '../money/scale'
import { t } from '../words/word'

export interface Bar {
  /** Two may have one name. */
  readonly key: string
  readonly name: string
  readonly value: string
}
interface Drawn {
  readonly bars: readonly Bar[]
  readonly label: string
  /** Amounts in yuan; else counts. */
  readonly money: boolean
}
const MOST = 20

/**
 * Bars of values. Their lengths are drawn with floating point, which nobody can see; what is written beside them are the
 * service's own digits. Lying they are compared with each other, the largest first, and standing they follow each other.
 */
export const Bars = ({ lying, ...drawn }: Drawn & { readonly lying: boolean }) =>
  lying ? <Lying {...drawn} /> : <Standing {...drawn} />

function Lying({ bars, label, money }: Drawn) {
  const largest = [...bars].sort((a, b) => Number(b.value) - Number(a.value)).slice(0, MOST)
  const values = largest.map((it) => Number(it.value))
  const least = Math.min(0, ...values)
  // Of zeros alone nothing is drawn, whatever it is divided by.
  const span = Math.max(0, ...values) - least || 1
  const share = (value: number) => `${(value / span) * 100}%`
  return (
    <figure className="lying-bars" aria-label={label}>
      <dl className="bars">
        {largest.map(({ key, name, value }, at) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd className="bar-track" aria-hidden="true">
              <span
                className="bar-of invoiced"
                style={{ marginLeft: share(Math.min(0, values[at]) - least), width: share(Math.abs(values[at])) }}
              />
            </dd>
            <dd className="bar-value">{money ? <Money value={value} /> : <span className="number">{value}</span>}</dd>
          </div>
        ))}
      </dl>
    </figure>
  )
}

const HEIGHT = 100
const NAMES = 6

function Standing({ bars, label, money }: Drawn) {
  const { unit } = useUnit()
  const values = bars.map((it) => Number(it.value))
  // There is no half of a count.
  const scale = scaleOf(values, money ? 0 : 1)
  const most = Math.max(scale.to, -scale.from)
  const mark = (it: number) => {
    if (!money) return String(it)
    const { unit, amount } = readMark(it, most)
    return t(`axis.${unit}`, { amount })
  }
  const y = (value: number) => HEIGHT - ((value - scale.from) / (scale.to - scale.from)) * HEIGHT
  const named = Math.ceil(bars.length / NAMES)
  return (
    <div className="months-plot standing-bars" role="img" aria-label={label}>
      <div className="months-axis number">
        {[...scale.marks].reverse().map((it) => (
          <span key={it}>{mark(it)}</span>
        ))}
      </div>
      <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {scale.marks.map((it) => (
          <line key={it} x1="0" x2={bars.length} y1={y(it)} y2={y(it)} className="months-mark" />
        ))}
        {bars.map(({ key, name, value }, at) => (
          <g key={key}>
            <title>{`${name}\n${money ? shown(value, unit) : value}`}</title>
            <rect x={at} y="0" width="1" height={HEIGHT} fill="transparent" />
            <rect
              x={at + 0.15}
              width="0.7"
              y={y(Math.max(0, values[at]))}
              height={y(Math.min(0, values[at])) - y(Math.max(0, values[at]))}
              fill="#3d7ea6"
            />
          </g>
        ))}
      </svg>
      <div className="months-names number">
        {bars.map(
          ({ key, name }, at) =>
            at % named === 0 && (
              <span key={key} style={{ left: `${((at + 0.5) / bars.length) * 100}%` }}>
                {name}
              </span>
            ),
        )}
      </div>
    </div>
  )
}
