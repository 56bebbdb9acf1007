import { useAnswer } from '../api/answers'
import type { GetRoute, Params } from '../api/ask'
import { Loading } from './states'

/**
 * The answer of a route, and what stands in its stead while there is none: a skeleton of about its height, or why it does not
 * come and a button to ask again. `if (!data) return waiting(8)`.
 */
export function useLoaded<R extends GetRoute>(route: R, params: Params = {}, options: { enabled?: boolean } = {}) {
  const { data, error, refetch, isFetching } = useAnswer(route, params, options)
  return {
    data,
    error,
    refetch,
    isFetching,
    waiting: (rows?: number) => <Loading error={error} retry={() => void refetch()} rows={rows} />,
  }
}
