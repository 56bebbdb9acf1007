import { type RefObject, useEffect, useState } from 'react'

/** The width that a box has for what is in it, followed as it changes; 0 before it is known. */
export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const it = box.current
    if (!it) return
    const look = () => setWidth(it.clientWidth)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(it)
    return () => observer.disconnect()
  }, [box])
  return width
}
