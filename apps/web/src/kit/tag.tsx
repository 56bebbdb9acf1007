import type { ReactNode } from 'react'

/** How something stands, in a word on a colour; the word alone says it, too. */
export const Tag = ({
  color = 'default',
  className = '',
  title,
  children,
}: {
  color?: string
  className?: string
  title?: string
  children: ReactNode
}) => (
  <span className={`tag ${color} ${className}`} title={title}>
    {children}
  </span>
)
