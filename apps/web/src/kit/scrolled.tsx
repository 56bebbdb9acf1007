import type { ReactNode } from 'react'

/** A table without links that may be wider than the screen: reached and scrolled with the keyboard too. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the stop nobody could scroll it with the keyboard
    <section className="scrolled" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
