import { useEffect, useMemo, useRef } from 'react'

/**
 * Where the next key goes on from: keys that come faster than the page draws are all counted. `to` says where the page was asked to
 * go; what it draws on the way there is no reason to begin again from it, a place that nobody asked for (a click) is.
 */
export function useStep(index: number) {
  const at = useRef(index)
  const asked = useRef<readonly number[]>([])
  useEffect(() => {
    const place = asked.current.indexOf(index)
    asked.current = place === -1 ? [] : asked.current.slice(place + 1)
    if (place === -1) at.current = index
  }, [index])
  return useMemo(
    () => ({
      at: () => at.current,
      to: (next: number) => {
        if (next !== at.current) asked.current = [...asked.current, next]
        at.current = next
      },
    }),
    [],
  )
}
