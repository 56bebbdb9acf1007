/** From where to where values are drawn, and the marks between: round numbers, zero among them. */
export interface Scale {
  readonly from: number
  readonly to: number
  readonly marks: readonly number[]
}
const PARTS = 4

/** Of values of which some are unknown. Of nothing but zeros there is one mark, at the foot. `finest`: marks are not nearer to each other. */
export function scaleOf(values: readonly (number | undefined)[], finest = 0): Scale {
  const known = values.filter((it) => it !== undefined)
  const least = Math.min(0, ...known)
  const most = Math.max(0, ...known)
  if (least === 0 && most === 0) return { from: 0, to: 10_000, marks: [0] }
  const step = Math.max(finest, roundUp((most - least) / PARTS))
  const [first, last] = [Math.floor(least / step), Math.ceil(most / step)]
  const marks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
  return { from: first * step, to: last * step, marks }
}

/** The next of 1, 2, 5, 10, 20 … */
function roundUp(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  return ([1, 2, 5].find((it) => it * power >= step) ?? 10) * power
}

/** Stretches without a gap. One value between two gaps is drawn to itself. */
export function strokesOf(
  values: readonly (number | undefined)[],
): readonly (readonly { readonly at: number; readonly value: number }[])[] {
  const strokes: { at: number; value: number }[][] = []
  for (const [at, value] of values.entries()) {
    if (value === undefined) continue
    const last = strokes.at(-1)
    if (last && last[last.length - 1].at === at - 1) last.push({ at, value })
    else strokes.push([{ at, value }])
  }
  return strokes
}
