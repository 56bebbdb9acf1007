import { t } from 'i18next'
import { PlatformChoice, usePlatformChoice } from '../../figures/platform-choice'
import { Turn } from '../../kit/choices'
import { usePageParams } from '../../kit/page-params'
import { Title } from '../../kit/title'
import { usePlatforms } from '../../session/platforms'
import { useSession } from '../../session/session'
import { MatchList } from './match-list'
import { MatchingView } from './matching-view'
import { QueueList } from './queue-list'
import { Statements } from './statements'

/** 对账: what the bank says beside what the ledger says; finance matches, a platform brings its statements. */
export function ReconciliationPage() {
  const { may } = useSession()
  const { platform } = usePlatformChoice()
  const { nameOf } = usePlatforms()
  const views = may('reconcile') ? ['match', 'matches', 'queues', 'statements'] : ['queues', 'matches', 'statements']
  const [{ view = views[0] }, choose] = usePageParams('view')
  return (
    <>
      <Title text={t('bank.title')} note={nameOf(platform)} />
      <div className="choices">
        <PlatformChoice />
        <Turn
          word="bank.title"
          value={view}
          from={views}
          wordOf="bank.view"
          turn={(it) => choose({ view: it === views[0] ? undefined : it })}
        />
      </div>
      {platform && view === 'match' && may('reconcile') && <MatchingView key={platform} platform={platform} />}
      {platform && view === 'matches' && <MatchList key={platform} platform={platform} />}
      {platform && view === 'queues' && <QueueList key={platform} platform={platform} />}
      {platform && view === 'statements' && <Statements key={platform} platform={platform} />}
    </>
  )
}
