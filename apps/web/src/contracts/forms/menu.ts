import type { AnyEventDefinition } from '@pilot-ledger/kernel'

/** The groups of the menu in the order of their first events; what belongs to none is not recorded from it. */
export function groupsOf(events: readonly AnyEventDefinition[]): readonly (readonly [string, typeof events])[] {
  const groups = new Set(events.flatMap(({ group }) => group ?? []))
  return [...groups].map((group) => [group, events.filter((it) => it.group === group)])
}
