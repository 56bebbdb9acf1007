import { Button, Checkbox, Drawer } from 'antd'
import { useEffect, useState } from 'react'
import { useAnswer } from '../../api/answers'
import { SendOrWarned } from '../../forms/send-or-warned'
import { Loading, Nothing, ProblemAlert } from '../../kit/page'
import { Money } from '../../money/money'
import { t } from '../../words/word'
import type { Line } from './candidates'
import { paidOf, type Share, sharesOf, shareThatIsSure } from './receipt-shares'
import { type RecordedReceipt, useReceipt } from './use-receipt'

interface Props {
  readonly platform: string
  readonly line: Line
  /** What was recorded of it and counts at once. */
  readonly onDone: (recorded: RecordedReceipt) => void
}

/**
 * 登记到账: where nothing is left to choose one press records the line as the receipt that it is, and matches it. Where there is, or
 * where the service would refuse it, warn of it or have it wait, the same stands filled in at the side, with what is asked.
 */
export function ReceiptOfLine({ platform, line, onDone }: Props) {
  const [opened, setOpened] = useState(false)
  const receipt = useReceipt(platform, line)
  const close = () => {
    setOpened(false)
    receipt.giveUp()
  }
  const record = async (shares: readonly Share[]) => {
    const recorded = await receipt.record(shares)
    if (!recorded) return
    close()
    onDone(recorded)
  }
  const sure = shareThatIsSure(line)
  const about = `${line.receipt?.contractNo ?? ''} ${line.reference ?? ''}`.trim()
  useEffect(() => {
    if (receipt.asks) setOpened(true)
  }, [receipt.asks])
  return (
    <span className="bank-receipt">
      {sure && line.receipt ? (
        <>
          <Button
            size="small"
            type="primary"
            loading={receipt.busy && !opened}
            aria-label={`${t('bank.receiptRecord')} ${about}`}
            onClick={() => void record(sure)}
          >
            {t('bank.receiptRecord')}
          </Button>{' '}
          <span>→ {line.receipt.contractNo}</span>{' '}
          <Button
            size="small"
            type="text"
            aria-label={`${t('bank.receiptOther')} ${line.reference ?? ''}`}
            onClick={() => setOpened(true)}
          >
            {t('bank.receiptOther')}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={() => setOpened(true)}>
          {t('bank.receipt')}
        </Button>
      )}
      <Drawer open={opened} title={t('bank.receipt')} size={560} onClose={close} destroyOnHidden>
        <Inside platform={platform} line={line} receipt={receipt} record={record} />
      </Drawer>
    </span>
  )
}

const ROUTE = 'GET /api/platforms/{id}/reconciliation/lines/{line}/receipt'

function Inside({
  platform,
  line,
  receipt,
  record,
}: Omit<Props, 'onDone'> & {
  receipt: ReturnType<typeof useReceipt>
  record: (shares: readonly Share[]) => Promise<void>
}) {
  const { data, error, refetch } = useAnswer(ROUTE, { id: platform, line: line.line })
  const [turned, setTurned] = useState<readonly string[]>()
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={4} />
  // At first those of the contract that was found, or all.
  const without = turned ?? data.invoices.flatMap((it) => (othersThan(line, it.contract) ? [it.target] : []))
  const { paid, rest } = paidOf(data, without)
  const shares = sharesOf(paid)
  const turn = (target: string, on: boolean) => {
    // What was asked was asked of what stood here before.
    receipt.giveUp()
    setTurned(on ? without.filter((one) => one !== target) : [...without, target])
  }
  return (
    <>
      <p>
        <span className="number">{data.day}</span> {data.payer} <span className="number">{data.reference}</span>{' '}
        <Money value={data.open} />
      </p>
      {data.invoices.length === 0 ? (
        <Nothing what={t('bank.receiptNone')} />
      ) : (
        <ul className="bank-list">
          {data.invoices.map((it) => (
            <li key={it.target}>
              <Checkbox
                checked={!without.includes(it.target)}
                onChange={({ target }) => turn(it.target, target.checked)}
              >
                <span className="number">{it.day}</span> {it.contractNo}{' '}
                <span className="number">{it.document.replace(/^\w+:/, '')}</span> {t('bank.receiptOpen')}{' '}
                <Money value={it.open} /> →{' '}
                <Money value={paid.find(({ invoice }) => invoice === it)?.share ?? '0.00'} />
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
      {rest !== '0.00' && (
        <p className="note">
          {t('bank.receiptRest')} <Money value={rest} />
        </p>
      )}
      <ProblemAlert problem={receipt.problem} />
      {data.invoices.length > 0 && (
        <SendOrWarned
          warned={receipt.warned}
          busy={receipt.busy}
          button={t('bank.receiptRecord')}
          block={false}
          disabled={shares.length === 0}
          send={() => void record(shares)}
        />
      )}
    </>
  )
}

const othersThan = ({ receipt }: Line, contract: string) => receipt !== undefined && receipt.contract !== contract
