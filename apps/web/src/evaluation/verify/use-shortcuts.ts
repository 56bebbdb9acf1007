import { useEffect, useRef } from 'react'

/**
 * One key each, wherever the focus is on the page: typing, an open list and what has a key of its own are left alone. Escape
 * leaves a field for the keys again.
 */
export function useShortcuts(keys: Readonly<Record<string, () => unknown>>) {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (at.closest('input, textarea, [role="combobox"], [role="menu"], .day-calendar')) {
        if (event.key === 'Escape') at.blur()
        return
      }
      // A button or a link does with Enter what it says; a row of the desk is opened.
      if (event.key === 'Enter' && at.closest('a, summary, button:not(.bank-row)')) return
      // Scrolling a list that was reached with the keyboard is not a step through the rows.
      const act = now.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
