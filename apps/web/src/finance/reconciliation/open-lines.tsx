import { useState } from 'react'
import { usePaged } from '../../kit/loaded'
import { DataTable } from '../../kit/tables'
import { sumOf } from '../../money/amount'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import type { Line } from './candidates'
import { ChosenLines } from './chosen-lines'
import { JustReceived } from './just-received'
import { ReceiptOfLine } from './receipt-of-line'
import type { RecordedReceipt } from './use-receipt'
import { WaitingReceipt } from './waiting-receipt'

/** 待处理流水: every line of which something is open; a platform records what came as its receipt. */
export function OpenLines({ platform }: { platform: string }) {
  const { may } = useSession()
  const [made, setMade] = useState<RecordedReceipt>()
  const request = { id: platform, state: 'open', limit: 50 } as const
  const { data, waiting, pages, paged } = usePaged('GET /api/platforms/{id}/reconciliation/lines', request, {
    whole: 'lines',
  })
  if (!data) return waiting(10)
  return (
    <>
      <JustReceived made={made} forget={() => setMade(undefined)} />
      <p className="note">{t('bank.openLinesNote', { count: data.total })}</p>
      <DataTable
        name="bank-lines"
        paged={paged}
        choosing={
          may('recordEngagementEntry') || may('reconcile')
            ? {
                sums: sumsOf,
                acts: (lines, settled) => <ChosenLines platform={platform} lines={lines} settled={settled} />,
              }
            : undefined
        }
        rowKey="line"
        empty="bank.noLines"
        rows={data.lines}
        columns={[
          { word: 'bank.day', number: (it) => it.day },
          { word: 'bank.line', cell: (it) => [it.counterparty, it.purpose, it.reference].filter(Boolean).join(' · ') },
          { word: 'bank.cameOrWent', cell: (it) => t(it.direction === 'credit' ? 'bank.came' : 'bank.went') },
          { word: 'figure.amount', money: (it) => it.amount },
          { word: 'bank.openLines', money: (it) => it.open },
          may('recordEngagementEntry') && {
            word: 'bank.receipt' as const,
            cell: (it) =>
              it.direction === 'credit' && (
                <>
                  {it.waiting !== '0.00' && <WaitingReceipt waiting={it.waiting} />}{' '}
                  {it.waiting !== it.open && <ReceiptOfLine platform={platform} line={it} onDone={setMade} />}
                </>
              ),
          },
        ]}
      />
      {pages}
    </>
  )
}

/** What came and what went are two sums: one less the other is no money that anybody has. */
const sumsOf = (lines: readonly Line[]) =>
  (['credit', 'debit'] as const).map((way) => {
    const its = lines.filter((it) => it.direction === way)
    return (
      its.length > 0 && (
        <span key={way}>
          {t(way === 'credit' ? 'bank.came' : 'bank.went')} {t('bank.openLines')}{' '}
          <Money value={sumOf(its.map((it) => it.open))} />
        </span>
      )
    )
  })
