import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { PlatformChoice, usePlatformChoice } from '../../figures/figure'
import { TextInput, Turn } from '../../kit/inputs'
import { usePaged, usePageParams } from '../../kit/loaded'
import { ProblemAlert, Title } from '../../kit/page'
import { type Column, DataTable } from '../../kit/tables'
import { Money } from '../../money/money'
import { usePlatforms, useSession } from '../../session/session'
import { t } from '../../words/word'
import type { Match } from './candidates'
import { MatchingView } from './matching-view'
import { OpenLines } from './open-lines'
import { QueueList } from './queue-list'
import { Statements } from './statements'
import { useMatching } from './use-matching'

/** 对账: what the bank says beside what the ledger says; finance matches, a platform brings its statements. */
export function ReconciliationPage() {
  const { may } = useSession()
  const { platform } = usePlatformChoice()
  const { nameOf } = usePlatforms()
  const views = may('reconcile')
    ? ['match', 'matches', 'queues', 'lines', 'statements']
    : ['queues', 'lines', 'matches', 'statements']
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
      {platform && view === 'lines' && <OpenLines key={platform} platform={platform} />}
      {platform && view === 'statements' && <Statements key={platform} platform={platform} />}
    </>
  )
}

const AT = '/api/platforms/{id}/reconciliation'

/** 已匹配: every confirmed match; finance may undo any of them with a reason. */
function MatchList({ platform }: { platform: string }) {
  const { may } = useSession()
  const matching = useMatching(platform)
  const [reason, setReason] = useState('')
  const request = { id: platform, state: 'confirmed', limit: 50 } as const
  const { data, waiting, pages, paged } = usePaged(`GET ${AT}/matches`, request, { whole: 'matches' })
  if (!data) return waiting(10)
  const undo: Column<Match> = {
    word: 'bank.undoOne',
    cell: (it: Match) => (
      <Button
        size="small"
        aria-label={`${t('bank.undoOne')} ${it.lines.map((one) => one.reference ?? one.amount).join(' ')}`}
        disabled={matching.busy || reason.trim() === ''}
        onClick={() => void matching.undo(it.match, reason.trim())}
      >
        {t('bank.undoOne')}
      </Button>
    ),
  }
  return (
    <>
      {may('reconcile') && (
        <div className="choices">
          <TextInput label={t('reason')} value={reason} change={setReason} max={500} className="bank-reason" />
          <span className="note">{t('bank.undoNote')}</span>
        </div>
      )}
      <ProblemAlert problem={matching.problem} />
      <DataTable
        paged={paged}
        rowKey="match"
        empty="bank.noMatches"
        rows={data.matches}
        columns={[
          { word: 'bank.lines', cell: (it) => Lines({ match: it }) },
          { word: 'bank.candidates', cell: (it) => Targets({ match: it }) },
          { word: 'bank.difference', money: (it) => it.difference },
          may('reconcile') && undo,
        ]}
      />
      {pages}
    </>
  )
}

const Lines = ({ match }: { match: Match }) =>
  match.lines.map((it) => (
    <div key={it.line}>
      <span className="number">{it.day}</span> {[it.counterparty, it.reference].filter(Boolean).join(' · ')}{' '}
      <Money value={it.amount} />
    </div>
  ))

function Targets({ match }: { match: Match }) {
  if (match.rule === 'bankCharge') return t('bank.ownCharge')
  return match.targets.map((it) => (
    <div key={it.target}>
      <Link to={`/contracts/${it.contract}?entry=${it.entry}`}>
        {`${it.contractNo ?? ''} ${t(`bank.kind.${it.kind}`)} ${(it.document ?? '').replace(/^\w+:/, '')}`.trim()}
      </Link>{' '}
      <Money value={it.amount} />
    </div>
  ))
}
