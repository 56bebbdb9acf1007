import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** The part of this page with shares that do not tie to their document. */
export const SHARED_DOCUMENTS = 'shared-documents'

const OF_SHARES: ReadonlySet<string> = new Set(['overShared', 'totalsDiffer', 'slipsDiffer', 'underShared'])
const OF_A_CLOSE: ReadonlySet<string> = new Set(['pendingRestatements', 'pendingBankChanges'])

/** A point of the checklist by its name, which leads to where it is settled. `period`: the close whose changes wait. */
export function SettledAt({
  item,
  platform,
  period,
  children,
}: {
  item: string
  platform: string
  period: string | undefined
  children: ReactNode
}) {
  // Nobody settles it on this page: it is told to whoever runs the service.
  if (item === 'figuresHalted') return children
  if (OF_SHARES.has(item)) {
    const show = () => document.getElementById(SHARED_DOCUMENTS)?.scrollIntoView({ block: 'start' })
    return (
      <Button type="link" size="small" className="in-text" onClick={show}>
        {children}
      </Button>
    )
  }
  return <Link to={placeOf(item, platform, period)}>{children}</Link>
}

function placeOf(item: string, platform: string, period: string | undefined): string {
  if (item === 'openProposals') return `/proposals?platform=${platform}`
  if (OF_A_CLOSE.has(item)) return `/closing?platform=${platform}${period ? `&period=${period}` : ''}`
  if (item === 'statementsCover') return `/reconciliation?platform=${platform}&view=statements`
  return `/reconciliation?platform=${platform}&view=queues&queue=${item}`
}
