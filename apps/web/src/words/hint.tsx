import { Tooltip } from 'antd'
import { type ReactNode, useId, useState } from 'react'

/**
 * A word that says more under the pointer, and where the keyboard reaches it. What says it is made when it is wanted: a page has
 * hundreds of such words, and each tooltip made ahead costs what ten cells do.
 */
export function Hint({
  title,
  className = '',
  reached,
  children,
}: {
  title: string
  className?: string
  /** A stop of the keyboard. */
  reached?: boolean
  children: ReactNode
}) {
  const [near, setNear] = useState(false)
  const id = useId()
  const come = () => setNear(true)
  const go = () => setNear(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by it, it is only read
    <span
      className={`hint ${className}`}
      tabIndex={reached ? 0 : undefined}
      aria-describedby={near ? id : undefined}
      onMouseEnter={come}
      onMouseLeave={go}
      onFocus={come}
      onBlur={go}
      onKeyDown={near ? ({ key }) => key === 'Escape' && go() : undefined}
    >
      {children}
      {near && (
        <Tooltip open title={title} id={id}>
          <span className="hint-over" />
        </Tooltip>
      )}
    </span>
  )
}
