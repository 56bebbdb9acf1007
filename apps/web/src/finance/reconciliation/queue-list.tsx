import { Button, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWhole } from '../../api/answers'
import { type Answers, send } from '../../api/ask'
import { useKeptText } from '../../forms/use-kept'
import { TextInput } from '../../kit/inputs'
import { usePaged, usePageParams } from '../../kit/loaded'
import { Loading, ProblemAlert } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import type { Paging } from '../../kit/sorting'
import { DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { shown } from '../../money/amount'
import { useSession } from '../../session/session'
import { english, t, wordIn } from '../../words/word'
import type { Line } from './candidates'
import { JustReceived } from './just-received'
import { ReceiptOfLine } from './receipt-of-line'
import type { RecordedReceipt } from './use-receipt'
import { WaitingReceipt } from './waiting-receipt'

const AT = '/api/platforms/{id}/reconciliation'
type Queues = Answers['GET /api/platforms/{id}/reconciliation/queues']
type Item = Queues['items'][number]

/** 待处理: every queue with its number; finance may leave an item with a reason. */
export function QueueList({ platform }: { platform: string }) {
  const [{ queue }, choose] = usePageParams('queue')
  const request = { id: platform, kind: queue, limit: 50 }
  const { data, waiting, pages, paged } = usePaged(`GET ${AT}/queues`, request, { whole: 'items' })
  if (!data) return waiting(10)
  const kinds = Object.entries(data.counts).filter(([kind, it]) => it.open + it.waived > 0 || kind === queue)
  const options = [
    { value: '', label: t('all') },
    ...kinds.map(([kind, it]) => ({ value: kind, label: `${t(wordIn('queue', kind))} ${it.open}` })),
  ]
  return (
    <>
      <Proof proof={data.proof} />
      <div className="choices bank-queues">
        <Segmented
          aria-label={t('bank.queue')}
          value={queue ?? ''}
          options={options}
          onChange={(it) => choose({ queue: it || undefined })}
        />
      </div>
      <Items platform={platform} items={data.items} paged={paged} />
      {pages}
    </>
  )
}

function Proof({ proof }: { proof: Queues['proof'] }) {
  const yuan = Object.fromEntries(Object.entries(proof).map(([name, it]) => [name, shown(it, 'yuan')])) as typeof proof
  return <p className="note number bank-proof">{t('bank.proof', { ...yuan })}</p>
}

/** A line alone, of which nothing on the ledger tells. */
const mayBeReceipt = ({ kind, lines, waived }: Item) => kind === 'unmatchedLine' && lines.length === 1 && !waived

function Receipt({
  platform,
  line,
  onDone,
}: {
  platform: string
  line: Line | undefined
  onDone: (made: RecordedReceipt) => void
}) {
  if (!line) return null
  return (
    <>
      {line.waiting !== '0.00' && <WaitingReceipt waiting={line.waiting} />}{' '}
      {line.waiting !== line.open && <ReceiptOfLine platform={platform} line={line} onDone={onDone} />}
    </>
  )
}

function Items({ platform, items, paged }: { platform: string; items: readonly Item[]; paged: Paging | undefined }) {
  const { may } = useSession()
  const { busy, problem, submit } = useSubmission()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const seen = useRef<readonly Item[]>([])
  const [reason, setReason] = useKeptText(`waive:${platform}`, t('bank.waive'))
  const [made, setMade] = useState<RecordedReceipt>()
  // A queue tells of money that came and that went; only what came is a receipt.
  const asked = may('recordEngagementEntry') && items.some(mayBeReceipt)
  const lines = { id: platform, state: 'open', limit: 1000 }
  const { data, error, refetch } = useWhole(`GET ${AT}/lines`, lines, 'lines', { enabled: asked })
  const came = new Map(data?.lines.flatMap((it) => (it.direction === 'credit' ? [[it.line, it] as const] : [])))
  // What may be done to a line stands in its row: drawn without it, all columns would move when it comes.
  // And once drawn it stays: what is sorted or turned to is not taken away for a line that came.
  const drawn = useRef(false)
  const whole = drawn.current || !asked || data !== undefined
  useEffect(() => {
    drawn.current ||= whole
  })
  const open = chosen.filter((id) => items.some((it) => it.id === id && !it.waived))
  const waive = async () => {
    const body = { items: [...open], reason: reason.trim() }
    const done = await submit(
      body,
      (key) => send(`POST ${AT}/waivers`, { id: platform }, body, { key }),
      t('bank.waive'),
    )
    if (!done) return
    setChosen([])
    setReason('')
  }
  return (
    <>
      {may('reconcile') && (
        <div className="choices">
          <TextInput label={t('reason')} value={reason} change={setReason} max={500} className="bank-reason" />
          <Button onClick={() => setChosen(seen.current.flatMap((it) => (it.waived ? [] : [it.id])))}>
            {t('bank.chooseAll')}
          </Button>
          <Button loading={busy} disabled={open.length === 0 || reason.trim() === ''} onClick={() => void waive()}>
            {t('bank.waive')} {open.length > 0 && open.length}
          </Button>
        </div>
      )}
      <JustReceived made={made} forget={() => setMade(undefined)} />
      <ProblemAlert problem={problem} />
      {!whole && <Loading error={error} retry={() => void refetch()} rows={10} />}
      {whole && (
        <DataTable
          rowKey="id"
          empty="bank.noItems"
          rows={items}
          paged={paged}
          seen={seen}
          boxes={
            may('reconcile')
              ? {
                  keys: open,
                  change: (keys) => setChosen(keys.map(String)),
                  closed: (it) => it.waived !== undefined,
                  named: (it) => it.zh,
                }
              : undefined
          }
          columns={[
            { word: 'bank.queue', cell: (it) => t(`queue.${it.kind}`) },
            { word: 'bank.day', number: (it) => it.day },
            {
              word: 'bank.item',
              cell: (it) => (
                <>
                  {english() ? `${it.en} · ${it.zh}` : it.zh}{' '}
                  {mayBeReceipt(it) && <Receipt platform={platform} line={came.get(it.lines[0])} onDone={setMade} />}{' '}
                  {it.waived && (
                    <Tag>
                      {t('bank.waived')}：{it.waived.reason}
                      {it.waived.until && ` · ${t('bank.until')} ${it.waived.until}`}
                    </Tag>
                  )}
                </>
              ),
            },
            { word: 'field.amount', money: (it) => it.amount },
          ]}
        />
      )}
    </>
  )
}
