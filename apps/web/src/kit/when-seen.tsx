import { type ReactNode, useEffect, useRef, useState } from 'react'

/** What is heavy to load stands there once its place is scrolled to; until then its place is kept. */
export function WhenSeen({ className, children }: { className: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some((it) => it.isIntersecting)) return
      setSeen(true)
      watcher.disconnect()
    })
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [])
  return seen ? children : <div ref={place} className={className} />
}
