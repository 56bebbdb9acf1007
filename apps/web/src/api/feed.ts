import { useEffect, useRef, useState } from 'react'

/** Before a feed that was refused is tried again: meanwhile the page asks by itself. */
const AGAIN_MS = 30_000

/**
 * Follows how far the ledger is (`/api/feed`) while the page is seen, and only then: a browser keeps six connections to one
 * place, for all its windows together. Answers whether it is being told; by itself it comes again after a dropped line.
 */
export function useFeed(onMoved: () => void): boolean {
  const [told, setTold] = useState(false)
  const moved = useRef(onMoved)
  moved.current = onMoved
  useEffect(() => {
    let feed: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    const close = () => {
      clearTimeout(again)
      feed?.close()
      feed = undefined
      setTold(false)
    }
    const open = () => {
      close()
      if (document.visibilityState === 'hidden') return
      feed = new EventSource('./api/feed?only=head')
      feed.addEventListener('head', () => {
        setTold(true)
        moved.current()
      })
      feed.addEventListener('error', () => {
        setTold(false)
        // Refused, and not only interrupted: the browser does not come again.
        if (feed?.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS)
      })
    }
    open()
    document.addEventListener('visibilitychange', open)
    return () => {
      document.removeEventListener('visibilitychange', open)
      close()
    }
  }, [])
  return told
}
