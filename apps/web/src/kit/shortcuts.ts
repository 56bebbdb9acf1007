import { useEffect, useRef } from 'react'

/** What has keys of its own. */
const OWN_KEYS =
  'input, textarea, [role="combobox"], [role="menu"], [role="listbox"], .day-calendar, .ant-drawer, .ant-modal'
/** What moves within itself by arrows: a choice of several, or a page of a paper that is scrolled. */
const OWN_ARROWS = '[role="radio"], [role="tab"], [role="slider"], .paper-page'

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
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (at.closest(OWN_KEYS)) {
        if (event.key === 'Escape') at.blur()
        return
      }
      if (event.key.startsWith('Arrow') && at.closest(OWN_ARROWS) && !(at.closest('.paper-page') && isSideways(event)))
        return
      // A button or a link does with Enter what it says; a row of the desk is opened.
      if (event.key === 'Enter' && at.closest('a, summary, button:not(.bank-row)')) return
      const act = now.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

const isSideways = ({ key }: KeyboardEvent) => key === 'ArrowLeft' || key === 'ArrowRight'
