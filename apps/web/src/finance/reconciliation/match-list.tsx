import { Alert, Button, Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer, useCursor } from '../../api/answers'
import { Pages } from '../../kit/pages'
import { Loading, Nothing, useProblemText } from '../../kit/states'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import type { Match } from './candidates'
import { useMatching } from './use-matching'

const AT = '/api/platforms/{id}/reconciliation'

/** 已匹配: every confirmed match; finance may undo any of them with a reason. */
export function MatchList({ platform }: { platform: string }) {
  const { t } = useTranslation()
  const { may } = useSession()
  const problemText = useProblemText()
  const matching = useMatching(platform)
  const [reason, setReason] = useState('')
  const cursor = useCursor(platform)
  const asked = { id: platform, state: 'confirmed', limit: 50, cursor: cursor.cursor } as const
  const { data, error, refetch } = useAnswer(`GET ${AT}/matches`, asked)
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={10} />
  const undo = {
    key: 'undo',
    title: t('bank.undoOne'),
    render: (_: unknown, it: Match) => (
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
          <Input
            className="bank-reason"
            aria-label={t('reason')}
            placeholder={t('reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <span className="note">{t('bank.undoNote')}</span>
        </div>
      )}
      {matching.problem && <Alert type="warning" showIcon role="alert" title={problemText(matching.problem)} />}
      <Table<Match>
        rowKey="match"
        size="small"
        bordered
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('bank.noMatches')} /> }}
        dataSource={[...data.matches]}
        columns={[
          { key: 'lines', title: t('bank.lines'), render: (_, it) => <Lines match={it} /> },
          { key: 'targets', title: t('bank.candidates'), render: (_, it) => <Targets match={it} /> },
          {
            key: 'difference',
            title: t('bank.difference'),
            align: 'right',
            render: (_, it) => <Money value={it.difference} />,
          },
          ...(may('reconcile') ? [undo] : []),
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
  const { t } = useTranslation()
  return match.targets.map((it) => (
    <div key={it.target}>
      <Link to={`/contracts/${it.contract}?entry=${it.entry}`}>
        {`${it.contractNo ?? ''} ${t(`bank.kind.${it.kind}`)} ${(it.document ?? '').replace(/^\w+:/, '')}`.trim()}
      </Link>{' '}
      <Money value={it.amount} />
    </div>
  ))
}
