import { useQueries } from '@tanstack/react-query'
import { Alert, Button, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type Answers, ask, send } from '../../api/ask'
import { becauseText } from '../../kit/because'
import { momentText } from '../../kit/moment'
import { ProblemAlert } from '../../kit/states'
import { useSubmission } from '../../kit/submission'
import { useSession } from '../../session/session'
import { Totals } from './import-totals'

type WaitingImport = Answers['GET /api/platforms/{id}/waiting-imports']['imports'][number]
type Answered = Answers['POST /api/platforms/{id}/waiting-imports/{import}/approval']

/** 待复核的导入 of these platforms; undefined until all of them have come. */
export function useWaitingImports(platforms: readonly string[]) {
  const answers = useQueries({
    queries: platforms.map((id) => ({
      queryKey: ['GET /api/platforms/{id}/waiting-imports', { id }],
      queryFn: () => ask('GET /api/platforms/{id}/waiting-imports', { id }),
    })),
  })
  if (answers.some((it) => it.isPending)) return undefined
  return answers.flatMap(({ data }) => data?.imports.map((waiting) => ({ platform: data.platform, waiting })) ?? [])
}

/** One file as one thing, with what it adds up to. */
export function WaitingImportCard({
  platform,
  name,
  waiting: it,
}: {
  platform: string
  name?: string
  waiting: WaitingImport
}) {
  const { t } = useTranslation()
  const { may, actor } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [reason, setReason] = useState('')
  const [answered, setAnswered] = useState<Answered>()
  const answer = async (how: 'approval' | 'rejection' | 'withdrawal') => {
    const route = `POST /api/platforms/{id}/waiting-imports/{import}/${how}` as const
    const body = (how === 'rejection' ? { reason } : undefined) as never
    const done = await submit([it.import, how, reason], (key) =>
      send(route, { id: platform, import: it.import }, body, { key }),
    )
    if (done) setAnswered(done as unknown as Answered)
  }
  const mine = it.proposedBy === actor
  return (
    <section className="sheet" aria-label={t('contract.proposals')}>
      <h2>{t('import.waitingTitle', { contracts: it.contracts, entries: it.entries })}</h2>
      <p>
        {name} {t('contract.proposal', { by: it.proposedBy, at: momentText(it.proposedAt) })} · {t('reason')}：
        {becauseText(t, it.because)}
      </p>
      <Totals totals={it.totals} caption={t('import.wouldAdd')} />
      <p className="import-links">
        {it.named.map(({ engagement, contractNo }) => (
          <Link key={engagement} to={`/contracts/${engagement}`}>
            {contractNo}
          </Link>
        ))}
        {it.named.length < it.contracts && '…'}
      </p>
      <ProblemAlert problem={problem} />
      {answered && (
        <Alert
          type={answered.failed.length > 0 ? 'warning' : 'success'}
          role="status"
          title={t('import.answered', { contracts: answered.contracts, entries: answered.entries })}
          description={answered.failed.length > 0 && t('import.notAnswered', { count: answered.failed.length })}
        />
      )}
      <Space wrap>
        {may('approveOldChange') && !mine && (
          <>
            <Button type="primary" loading={busy} onClick={() => void answer('approval')}>
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
    </section>
  )
}
