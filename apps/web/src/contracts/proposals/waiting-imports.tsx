import { Alert, Button, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../api/answers'
import { type Answers, send } from '../../api/ask'
import { momentText } from '../../frame/moment'
import { useProblemText } from '../../frame/states'
import { useSubmission } from '../../frame/submission'
import { Totals } from '../../intake/counts'
import { useSession } from '../../session/session'

type WaitingImport = Answers['GET /api/platforms/{id}/waiting-imports']['imports'][number]
type Answered = Answers['POST /api/platforms/{id}/waiting-imports/{import}/approval']

/** 待复核的导入 of one platform: each file as one thing, with what it adds up to. */
export function WaitingImports({ platform, name }: { platform: string; name?: string }) {
  const { data } = useAnswer('GET /api/platforms/{id}/waiting-imports', { id: platform })
  return data?.imports.map((it) => <OneImport key={it.import} platform={platform} name={name} waiting={it} />)
}

function OneImport({ platform, name, waiting: it }: { platform: string; name?: string; waiting: WaitingImport }) {
  const { t } = useTranslation()
  const words = useProblemText()
  const { may, actor } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [reason, setReason] = useState('')
  const [answered, setAnswered] = useState<Answered>()
  const answer = async (how: 'approval' | 'rejection' | 'withdrawal') => {
    const door = `POST /api/platforms/{id}/waiting-imports/{import}/${how}` as const
    const body = (how === 'rejection' ? { reason } : undefined) as never
    const done = await submit([it.import, how, reason], (key) =>
      send(door, { id: platform, import: it.import }, body, { key }),
    )
    if (done) setAnswered(done as unknown as Answered)
  }
  const mine = it.proposedBy === actor
  return (
    <section className="sheet" aria-label={t('contract.proposals')}>
      <h2>{t('import.waitingTitle', { contracts: it.contracts, entries: it.entries })}</h2>
      <p>
        {name} {t('contract.proposal', { by: it.proposedBy, at: momentText(it.proposedAt) })} · {t('reason')}：
        {it.because.map((why) => t(`contract.because.${why.code}`, { day: why.day, what: why.what })).join('；')}
      </p>
      <Totals totals={it.totals} caption={t('import.wouldAdd')} />
      {problem && <Alert type="error" showIcon role="alert" title={words(problem)} />}
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
