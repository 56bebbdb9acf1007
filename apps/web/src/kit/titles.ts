import { useSyncExternalStore } from 'react'

/** What the places that were opened are headed by, by their addresses: for those that name where one has come from. */
let titles: ReadonlyMap<string, string> = new Map()
const listeners = new Set<() => void>()
const follow = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export function tellTitle(pathname: string, text: string): void {
  if (titles.get(pathname) === text) return
  titles = new Map(titles).set(pathname, text)
  for (const tell of listeners) tell()
}

export const useTitles = (): ReadonlyMap<string, string> => useSyncExternalStore(follow, () => titles)
