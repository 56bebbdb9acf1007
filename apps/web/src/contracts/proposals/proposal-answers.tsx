import { Button, Input, Space } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { type BodyOf, type Params, type Recorded, type SendRoute, send } from '../../api/ask'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useSession } from '../../session/session'

/** 复核: the second person approves or sends back with a reason, the first may withdraw. */
export function ProposalAnswers({
  at,
  params,
  proposedBy,
  gone = false,
  onAnswered,
}: {
  /** The address of what was proposed; its answers lie below it. */
  at: string
  params: Params
  proposedBy: string
  /** What it would change is no more: there is nothing to approve. */
  gone?: boolean
  onAnswered?: (answer: Recorded) => void
}) {
  const { may, actor } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [reason, setReason] = useState('')
  const answer = async (how: 'approval' | 'rejection' | 'withdrawal') => {
    const body = (how === 'rejection' ? { reason } : undefined) as BodyOf<SendRoute>
    const done = await submit([at, params, how, reason], (key) =>
      send(`POST ${at}/${how}` as SendRoute, params, body, { key }),
    )
    if (done) onAnswered?.(done)
  }
  const mine = proposedBy === actor
  return (
    <>
      <ProblemAlert problem={problem} />
      <Space wrap>
        {may('approveOldChange') && !mine && (
          <>
            <Button type="primary" loading={busy} disabled={gone} onClick={() => void answer('approval')}>
              {t('contract.approve')}
            </Button>
            <Input
              aria-label={t('reason')}
              placeholder={t('contract.rejectReason')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button danger loading={busy} disabled={reason.trim() === ''} onClick={() => void answer('rejection')}>
              {t('contract.reject')}
            </Button>
          </>
        )}
        {mine && (
          <Button loading={busy} onClick={() => void answer('withdrawal')}>
            {t('contract.withdraw')}
          </Button>
        )}
      </Space>
    </>
  )
}
