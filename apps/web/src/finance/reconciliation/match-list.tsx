import { Button } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Link } from 'react-router'
import { useCursor } from '../../api/answers'
import { type Column, DataTable } from '../../kit/data-table'
import { useLoaded } from '../../kit/loaded'
import { Pages } from '../../kit/pages'
import { ProblemAlert } from '../../kit/states'
import { TextInput } from '../../kit/text-input'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import type { Match } from './candidates'
import { useMatching } from './use-matching'

const AT = '/api/platforms/{id}/reconciliation'

/** 已匹配: every confirmed match; finance may undo any of them with a reason. */
export function MatchList({ platform }: { platform: string }) {
  const { may } = useSession()
  const matching = useMatching(platform)
  const [reason, setReason] = useState('')
  const cursor = useCursor(platform)
  const asked = { id: platform, state: 'confirmed', limit: 50, cursor: cursor.cursor } as const
  const { data, waiting } = useLoaded(`GET ${AT}/matches`, asked)
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
        rowKey="match"
        empty="bank.noMatches"
        rows={data.matches}
        columns={[
          { word: 'bank.lines', cell: (it) => <Lines match={it} /> },
          { word: 'bank.candidates', cell: (it) => <Targets match={it} /> },
          { word: 'bank.difference', money: (it) => it.difference },
          may('reconcile') && undo,
        ]}
      />
      <Pages cursor={cursor} next={data.next} />
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
  return match.targets.map((it) => (
    <div key={it.target}>
      <Link to={`/contracts/${it.contract}?entry=${it.entry}`}>
        {`${it.contractNo ?? ''} ${t(`bank.kind.${it.kind}`)} ${(it.document ?? '').replace(/^\w+:/, '')}`.trim()}
      </Link>{' '}
      <Money value={it.amount} />
    </div>
  ))
}
