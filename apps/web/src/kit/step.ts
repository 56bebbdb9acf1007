import { useEffect, useRef } from 'react'

/** Where the next key goes on from: keys that come faster than the page draws are all counted. */
export function useStep(index: number) {
  const step = useRef(index)
  useEffect(() => {
    step.current = index
  }, [index])
  return step
}
