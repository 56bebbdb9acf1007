import type { Steps } from './turn'

/** By key, groups and members in the order they are met; what has no key is left out. `Map.groupBy` comes with Node 21. */
export function grouped<T, Key>(them: Iterable<T>, keyOf: (it: T) => Key | undefined): Map<Key, T[]> {
  const groups = new Map<Key, T[]>()
  for (const it of them) {
    const key = keyOf(it)
    if (key !== undefined) addTo(groups, key, it)
  }
  return groups
}

export function addTo<Key, T>(groups: Map<Key, T[]>, key: Key, it: T): void {
  const group = groups.get(key)
  if (group) group.push(it)
  else groups.set(key, [it])
}

/** As `grouped`, one of them a step. */
export function* groupedInSteps<T, Key>(them: Iterable<T>, keyOf: (it: T) => Key | undefined): Steps<Map<Key, T[]>> {
  const groups = new Map<Key, T[]>()
  for (const it of them) {
    yield
    const key = keyOf(it)
    if (key !== undefined) addTo(groups, key, it)
  }
  return groups
}
