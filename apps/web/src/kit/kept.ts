import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** What the browser keeps for whoever is logged in, and for nobody after him. */
const OWN = 'pilot-ledger.own/'
/** Somebody has logged out, and the page is about to go: what is still drawn of him keeps nothing any more. */
let left = false
const listeners = new Set<() => void>()
const follow = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}
const ofAccount = (account: string) => `${OWN}${encodeURIComponent(account)}/`

/** Something that the browser keeps for one account: in this tab (`sessionStorage`) or in every one (`localStorage`). */
export function useOwnKept<T>(storage: Storage, account: string, name: string, nothing: T) {
  const key = ofAccount(account) + name
  const kept = useSyncExternalStore(follow, () => storage.getItem(key))
  const value = useMemo(() => read(kept, nothing), [kept, nothing])
  const keep = useCallback(
    (now: T) => {
      if (left) return
      storage.setItem(key, JSON.stringify(now))
      for (const tell of listeners) tell()
    },
    [storage, key],
  )
  return [value, keep] as const
}

function read<T>(kept: string | null, nothing: T): T {
  try {
    return kept === null ? nothing : (JSON.parse(kept) as T)
  } catch {
    return nothing
  }
}

/** At log-out all of it; at log-in that of others, whose time had run out before they left. */
export function forgetOwn(butOf?: string): void {
  left = butOf === undefined
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage))
      if (key.startsWith(OWN) && !(butOf !== undefined && key.startsWith(ofAccount(butOf)))) storage.removeItem(key)
}
