import { Alert } from 'antd'
import { Link } from 'react-router'
import type { Answers } from '../../api/ask'
import { t, wordIn } from '../../words/word'
import type { Ran } from './use-matching'

/** Queues that hold lines of the bank: why a line is still open. */
const OF_LINES = ['unmatchedLine', 'ambiguous', 'overpaid', 'underpaid', 'repeatedLine', 'returnedPayment'] as const

export type Left = Answers['GET /api/platforms/{id}/reconciliation/queues']

/** What a run of the rules did, and always: which lines are left, why, and where they are settled. */
export function RunOfRules({
  platform,
  ran,
  suggested,
  queues,
}: {
  platform: string
  /** Undefined while it has not come. */
  queues: Left | undefined
  ran: Ran | undefined
  suggested: number
}) {
  const left = OF_LINES.flatMap((kind) => {
    const open = queues?.counts[kind]?.open ?? 0
    return open > 0 ? [{ kind, open }] : []
  })
  return (
    <>
      {ran && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={t('bank.ran', ran)}
          description={ran.left > 0 ? t('bank.ranMore', ran) : undefined}
        />
      )}
      <p className="note bank-left">
        {(left.length > 0 || suggested > 0) && t('bank.leftOpen')}
        {suggested > 0 && <span>{`${t('bank.waitsForYou')} ${suggested}`}</span>}
        {left.map(({ kind, open }) => (
          <Link key={kind} to={{ search: `?platform=${platform}&view=queues&queue=${kind}` }}>
            {`${t(wordIn('queue', kind))} ${open}`}
          </Link>
        ))}
      </p>
    </>
  )
}
