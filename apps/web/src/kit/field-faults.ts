import type { Problem } from '../api/ask'

/** What is wrong with which field: `path` as the form names it. */
export interface FieldFault {
  readonly path: readonly string[]
  readonly text: string
}

/**
 * The faults of a problem that point to a field (RFC 6901): `/client/id/value` → `['client', 'id', 'value']`. `below` is a part
 * of the body that the form does not show, as `/content/data` of a correction.
 */
export function fieldFaults(problem: Problem, language: string, below = ''): readonly FieldFault[] {
  return (problem.errors ?? []).flatMap(({ pointer, zh, en }) => {
    const inside = pointer.startsWith(`${below}/`) ? pointer.slice(below.length) : pointer
    if (inside === '') return []
    const path = inside
      .slice(1)
      .split('/')
      .map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'))
    return [{ path, text: language === 'en' ? en : zh }]
  })
}
