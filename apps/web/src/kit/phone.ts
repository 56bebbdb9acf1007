import { useSyncExternalStore } from 'react'

/** Too narrow for two things beside each other; the same in page.css. */
const NARROW = matchMedia('(max-width: 900px)')

const follow = (tell: () => void) => {
  NARROW.addEventListener('change', tell)
  return () => NARROW.removeEventListener('change', tell)
}

export const usePhone = (): boolean => useSyncExternalStore(follow, () => NARROW.matches)
