import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { useOwnKept } from '../kit/kept'
import { useTitles } from '../kit/titles'
import { useSession } from '../session/session'
import type { Trail } from './places'
import { type Visit, visitedAfter } from './visited'

const NONE: readonly Visit[] = []

export function useVisited(): readonly Visit[] {
  return useOwnKept(localStorage, useSession().actor, 'visited', NONE)[0]
}

/** Notes what is opened by name: a contract, a platform, a round. The outline leads to everything else. */
export function useNotedVisits({ pages }: Trail): void {
  const { actor } = useSession()
  const { pathname } = useLocation()
  const [visited, keep] = useOwnKept(localStorage, actor, 'visited', NONE)
  const text = useTitles().get(pathname)
  const named = pages.at(-1)?.page.path.includes(':') === true
  useEffect(() => {
    if (!named || text === undefined) return
    const [last] = visited
    if (last?.to !== pathname || last.text !== text) keep(visitedAfter(visited, { to: pathname, text }))
  }, [named, pathname, text, visited, keep])
}
