import { useQueries } from '@tanstack/react-query'
import { Alert } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Answers, ask } from '../../api/ask'
import { becauseText } from '../../kit/because'
import { momentText } from '../../kit/moment'
import { Totals } from './import-totals'
import { ProposalAnswers } from './proposal-answers'

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
  const [answered, setAnswered] = useState<Answered>()
  return (
    <section className="sheet" aria-label={t('contract.proposals')}>
      <h2>{t('import.waitingTitle', { contracts: it.contracts, entries: it.entries })}</h2>
      <p>
        {name} {t('contract.proposal', { by: it.proposedBy, at: momentText(it.proposedAt) })} · {t('reason')}：
        {becauseText(it.because)}
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
      {answered && (
        <Alert
          type={answered.failed.length > 0 ? 'warning' : 'success'}
          role="status"
          title={t('import.answered', { contracts: answered.contracts, entries: answered.entries })}
          description={answered.failed.length > 0 && t('import.notAnswered', { count: answered.failed.length })}
        />
      )}
      <ProposalAnswers
        at="/api/platforms/{id}/waiting-imports/{import}"
        params={{ id: platform, import: it.import }}
        proposedBy={it.proposedBy}
        onAnswered={(answer) => setAnswered(answer as unknown as Answered)}
      />
    </section>
  )
}
