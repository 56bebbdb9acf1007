import { useEffect, useRef, useState } from 'react'
import { type Problem, Refused, send } from '../../api/ask'
import { stillStanding } from './document'
import type { Fault } from './editing'

/** How long nobody types before what is written is tried again. */
const PAUSE_MS = 400

/**
 * What the service refuses of a scheme as it stands. Once something was refused, every change is tried again when the typing
 * pauses: one number mended may mend, or break, what stands elsewhere. `content`: the document as text; undefined while no table
 * shows it.
 */
export function useRefusals(problem: Problem | undefined, content: string | undefined) {
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [watched, setWatched] = useState(false)
  const seen = useRef(problem)
  useEffect(() => {
    if (seen.current === problem) return
    seen.current = problem
    if (!problem) return
    setFaults(problem.errors ?? [])
    setWatched(true)
  }, [problem])
  const tried = useRef(content)
  useEffect(() => {
    if (!watched || content === undefined || content === tried.current) return
    let current = true
    const timer = setTimeout(() => {
      tried.current = content
      send('POST /api/schemes', {}, JSON.parse(content), { trial: true }).then(
        () => current && setFaults([]),
        // Away for a moment, it has not said that anything is right.
        (error) => current && error instanceof Refused && error.problem.errors && setFaults(error.problem.errors),
      )
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [watched, content])
  return {
    faults,
    /** What was said of a place goes as soon as it is changed. */
    changed: (pointer: string, value: unknown) => setFaults(stillStanding(faults, pointer, value)),
    none: () => {
      setFaults([])
      setWatched(false)
    },
  }
}
