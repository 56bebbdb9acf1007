interface Days {
  readonly period: string
  readonly to: string
}

interface Sealed {
  readonly round: string
  readonly from: string
  readonly to: string
}

/** The rounds that have sealed one of these days. */
export function sealedBy(sealed: readonly Sealed[], days: readonly unknown[]): string[] {
  const found = sealed.filter(({ from, to }) => days.some((it) => typeof it === 'string' && from <= it && it <= to))
  return [...new Set(found.map((it) => it.round))]
}

/** The closed periods that these days restate; a day before the first close restates the first, for it stands in its openings. */
export function restatedBy(closed: readonly Days[], days: readonly unknown[]): string[] {
  const found = days.flatMap((day) =>
    typeof day === 'string' ? (closed.find(({ to }) => day <= to)?.period ?? []) : [],
  )
  return [...new Set(found)]
}
