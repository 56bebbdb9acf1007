import { Alert, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { type Answers } from '../../api/ask'
import { usePaged, usePageParams } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { becauseText, Nothing, Sheet, Title } from '../../kit/page'
import { usePlatforms, useSession } from '../../session/session'
import { t } from '../../words/word'
import { Totals } from './import-totals'
import { ProposalAnswers, ProposalCard } from './proposal-card'

/** 复核: every change that waits for a second person. */
export function Proposals() {
  const { role, actor } = useSession()
  const { readable, nameOf } = usePlatforms()
  const [chosen, choose] = usePageParams('platform', 'whose')
  const platform = chosen.platform ?? (role === 'platform' ? readable[0]?.id : undefined)
  // Nobody answers what he proposed himself.
  const exceptBy = chosen.whose === 'others' ? actor : undefined
  const { data, waiting, pages } = usePaged('GET /api/proposals', { platform, exceptBy, limit: 20 })
  const { data: imported } = useAnswer('GET /api/waiting-imports', { platforms: platform })
  const all = imported?.platforms.flatMap(({ platform, imports }) => imports.map((waiting) => ({ platform, waiting })))
  const imports = all?.filter((it) => it.waiting.proposedBy !== exceptBy)
  if (!data || !imports) return waiting()
  return (
    <>
      <Title text={t('contract.proposals')} note={chosen.platform && nameOf(chosen.platform)} />
      {(chosen.whose || chosen.platform) && (
        <div className="choices">
          {chosen.whose && (
            <Tag closable onClose={() => choose({ whose: undefined })}>
              {t('contract.proposalsOfOthers')}
            </Tag>
          )}
          {chosen.platform && role !== 'platform' && (
            <Tag closable onClose={() => choose({ platform: undefined })}>
              {nameOf(chosen.platform)}
            </Tag>
          )}
        </div>
      )}
      {imports.map(({ platform: of, waiting }) => (
        <WaitingImportCard key={waiting.import} platform={of} name={nameOf(of)} waiting={waiting} />
      ))}
      {data.proposals.length + imports.length === 0 && <Nothing what={t('contract.noProposals')} />}
      {data.proposals.map((it) => (
        <ProposalCard key={it.proposal} proposal={it} />
      ))}
      {pages}
    </>
  )
}

type WaitingImport = Answers['GET /api/platforms/{id}/waiting-imports']['imports'][number]
type Answered = Answers['POST /api/platforms/{id}/waiting-imports/{import}/approval']

/** One file as one thing, with what it adds up to. */
function WaitingImportCard({
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
    <Sheet
      title={t('import.waitingTitle', { contracts: it.contracts, entries: it.entries })}
      label={t('contract.proposals')}
    >
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
    </Sheet>
  )
}
