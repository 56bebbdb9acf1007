import { useTranslation } from 'react-i18next'
import { useAnswer, useCursor } from '../../api/answers'
import { Pages } from '../../frame/pages'
import { Loading, Nothing } from '../../frame/states'
import { Title } from '../../frame/title'
import { usePlatforms } from '../../session/platforms'
import { useSession } from '../../session/session'
import { ProposalCard } from './proposal-card'
import { WaitingImports } from './waiting-imports'

/** 复核: every change that waits for a second person. */
export function Proposals() {
  const { t } = useTranslation()
  const { role } = useSession()
  const { readable } = usePlatforms()
  const platform = role === 'platform' ? readable[0]?.id : undefined
  const cursor = useCursor(platform ?? '')
  const { data, error, refetch } = useAnswer('GET /api/proposals', { platform, cursor: cursor.cursor, limit: 20 })
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  return (
    <>
      <Title text={t('contract.proposals')} />
      {readable.map((it) => (
        <WaitingImports key={it.id} platform={it.id} name={it.name} />
      ))}
      {data.proposals.length === 0 && <Nothing what={t('contract.noProposals')} />}
      {data.proposals.map((it) => (
        <ProposalCard key={it.proposal} proposal={it} />
      ))}
      <Pages cursor={cursor} next={data.next} />
    </>
  )
}
