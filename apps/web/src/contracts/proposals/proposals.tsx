import { t } from 'i18next'
import { useCursor } from '../../api/answers'
import { useLoaded } from '../../kit/loaded'
import { Pages } from '../../kit/pages'
import { Nothing } from '../../kit/states'
import { Title } from '../../kit/title'
import { usePlatforms } from '../../session/platforms'
import { useSession } from '../../session/session'
import { ProposalCard } from './proposal-card'
import { useWaitingImports, WaitingImportCard } from './waiting-imports'

/** 复核: every change that waits for a second person. */
export function Proposals() {
  const { role } = useSession()
  const { readable, nameOf } = usePlatforms()
  const platform = role === 'platform' ? readable[0]?.id : undefined
  const cursor = useCursor(platform ?? '')
  const { data, waiting } = useLoaded('GET /api/proposals', { platform, cursor: cursor.cursor, limit: 20 })
  const imports = useWaitingImports(readable.map((it) => it.id))
  if (!data || !imports) return waiting()
  return (
    <>
      <Title text={t('contract.proposals')} />
      {imports.map(({ platform: of, waiting }) => (
        <WaitingImportCard key={waiting.import} platform={of} name={nameOf(of)} waiting={waiting} />
      ))}
      {data.proposals.length + imports.length === 0 && <Nothing what={t('contract.noProposals')} />}
      {data.proposals.map((it) => (
        <ProposalCard key={it.proposal} proposal={it} />
      ))}
      <Pages cursor={cursor} next={data.next} />
    </>
  )
}
