export interface Visit {
  readonly to: string
  readonly text: string
}

const MOST = 8
/** What was visited last comes first, each once. */
export const visitedAfter = (before: readonly Visit[], visit: Visit): readonly Visit[] =>
  [visit, ...before.filter(({ to }) => to !== visit.to)].slice(0, MOST)
