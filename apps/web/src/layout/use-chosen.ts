import { useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import { useOwnKept } from '../kit/kept'
import { useSession } from '../session/session'
import { type Chosen, chosenAfter, sameChosen } from './chosen'
import type { Trail } from './places'

const NOTHING: Chosen = {}

/** Follows the addresses of places that keep what is chosen; of other places nothing is learnt. */
export function useChosen({ group, platform }: Trail): Chosen {
  const { actor } = useSession()
  const { key, pathname, search } = useLocation()
  const way = useNavigationType()
  const [chosen, keep] = useOwnKept(sessionStorage, actor, 'chosen', NOTHING)
  const last = useRef<{ readonly arrival: string; readonly pathname: string }>(undefined)
  const keeps = group?.keeps === true
  useEffect(() => {
    // Each arrival is looked at once: the second time it would look like a choice made here. One typed has no key of its own.
    const arrival = `${key} ${pathname}${search}`
    if (last.current?.arrival === arrival) return
    const here = way === 'POP' || last.current?.pathname === pathname
    last.current = { arrival, pathname }
    if (!keeps) return
    const now = chosenAfter(chosen, { search, platform, here })
    if (!sameChosen(chosen, now)) keep(now)
  }, [key, pathname, search, way, keeps, platform, chosen, keep])
  return chosen
}
