import type { Answers } from '../../api/ask'

export type Waiting = Answers['GET /api/desk']['waiting'][number]
type Kind = Waiting['kind']

/** The place where it is done, its filter in the address: it shows as many rows as the number says. */
export function placeOf({ kind, platform, period, round }: Waiting, approves: boolean): string {
  const at = (path: string, named: Readonly<Record<string, string | undefined>> = {}) => {
    const query = new URLSearchParams(Object.entries({ ...named, platform }).filter(isGiven)).toString()
    return query === '' ? path : `${path}?${query}`
  }
  switch (kind) {
    case 'rights':
      return '/accounts'
    case 'proposals':
      return at('/proposals', { whose: approves ? 'others' : undefined })
    case 'closes':
    case 'restatements':
      return at('/closing', { period })
    case 'selfAssessments':
      return `/rounds/${round}/platforms/${platform}`
    case 'verifiedResults':
    case 'evaluatorAnswers':
      return `/rounds/${round}/platforms/${platform}?view=result`
    case 'roundSteps':
      return `/rounds/${round}`
    case 'subsidies':
      return `/rounds/${round}/subsidy`
    case 'openLines':
      return at('/reconciliation', { view: 'lines' })
    case 'withoutEvidence':
      return at('/contracts', { warning: 'W14' })
    case 'notUploaded':
      return at('/contracts', { warning: 'W19' })
  }
}
const isGiven = (it: [string, string | undefined]): it is [string, string] => it[1] !== undefined

/** Under which word of the menu it is found. What was told already, and need not be done today, bears no number there. */
const MENU: Readonly<Partial<Record<Kind, string>>> = {
  rights: '/accounts',
  proposals: '/proposals',
  closes: '/closing',
  restatements: '/closing',
  selfAssessments: '/rounds',
  verifiedResults: '/rounds',
  roundSteps: '/rounds',
  subsidies: '/subsidy',
  openLines: '/reconciliation',
}

export function countsByPath(waiting: readonly Pick<Waiting, 'kind' | 'count'>[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { kind, count } of waiting) {
    const path = MENU[kind]
    if (path !== undefined) counts[path] = (counts[path] ?? 0) + count
  }
  return counts
}
