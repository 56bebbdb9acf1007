import { useAnswer } from '../../api/answers'
import { useSession } from '../../session/session'
import { countsByPath } from './where'

/** What the desk is asked for: whoever has several platforms, or sees all, says which one, or sees the first, or all. */
export function useDeskPlatform(chosen?: string): string | undefined {
  const { role, platforms } = useSession()
  return chosen ?? (role === 'platform' ? platforms[0] : undefined)
}

/** How much waits at each place of the menu, by its path; a place where nothing waits is not in it. */
export function useWaitingCounts(): Readonly<Record<string, number>> {
  const { may } = useSession()
  const platform = useDeskPlatform()
  const { data } = useAnswer('GET /api/desk/waiting', { platform }, { enabled: may('readDesk') })
  return countsByPath(data?.waiting ?? [])
}
