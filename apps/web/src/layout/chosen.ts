/** What one chooses once and finds chosen in the next place: the platform, the window of business days, the cut. */
const NAMES = ['platform', 'from', 'to', 'asOf'] as const
export type Chosen = Readonly<Partial<Record<(typeof NAMES)[number], string>>>

/** An address that was come to, and how. */
export interface Arrival {
  readonly search: string
  /** A platform that the address names by itself. */
  readonly platform?: string
  /** By a choice in the place itself, or by going back: not by a link of another place. */
  readonly here: boolean
}

/**
 * What is chosen now. The address is the truth where one chooses, and where one goes back to: what is not in it is chosen no
 * longer. A link that says nothing of it, as that to a contract, takes nothing away.
 */
export function chosenAfter(before: Chosen, { search, platform, here }: Arrival): Chosen {
  const params = new URLSearchParams(search)
  const stated = NAMES.map((name) => [name, params.get(name) ?? (name === 'platform' ? platform : undefined)] as const)
  const now = stated.map(([name, value]) => [name, value ?? (here ? undefined : before[name])] as const)
  return Object.fromEntries(now.filter(([, value]) => value !== undefined))
}

export const sameChosen = (a: Chosen, b: Chosen): boolean => NAMES.every((it) => a[it] === b[it])

/** The address of a place with what is chosen. */
export function withChosen(path: string, chosen: Chosen): string {
  const query = new URLSearchParams(Object.entries(chosen)).toString()
  return query === '' ? path : `${path}?${query}`
}
