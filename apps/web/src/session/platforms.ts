import { useAnswer } from '../api/answers'
import { useSession } from './session'

/** The platforms of the ledger by id, and those whose contracts one may read. */
export function usePlatforms() {
  const { platforms: own, role } = useSession()
  const { data, error, refetch } = useAnswer('GET /api/platforms', { limit: 1000 })
  const all = data?.platforms ?? []
  const names = new Map(all.map((it) => [it.id, it.name ?? it.id]))
  const readable = role === 'platform' ? all.filter((it) => own.includes(it.id)) : all
  return {
    all,
    readable,
    come: data !== undefined,
    error,
    retry: () => void refetch(),
    nameOf: (id: string | undefined) => (id === undefined ? '' : (names.get(id) ?? id)),
  }
}
