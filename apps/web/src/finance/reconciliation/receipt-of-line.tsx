import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { useAnswer } from '../../api/answers'
import { send } from '../../api/ask'
import { Loading, Nothing, ProblemAlert } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { Money } from '../../money/money'
import { t } from '../../words/word'
import { paidOf, sharesOf } from './receipt-shares'

const ROUTE = '/api/platforms/{id}/reconciliation/lines/{line}/receipt'

/** 登记到账: the line as a receipt of who paid, with his open invoices, the oldest first. */
export function ReceiptOfLine({ platform, line }: { platform: string; line: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('bank.receipt')}
      </Button>
      <Drawer open={open} title={t('bank.receipt')} size={560} onClose={() => setOpen(false)} destroyOnHidden>
        <Inside platform={platform} line={line} done={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

function Inside({ platform, line, done }: { platform: string; line: string; done: () => void }) {
  const { data, error, refetch } = useAnswer(`GET ${ROUTE}`, { id: platform, line })
  const { busy, problem, submit } = useSubmission()
  const [without, setWithout] = useState<readonly string[]>([])
  if (!data) return <Loading error={error} retry={() => void refetch()} rows={4} />
  const { paid, rest } = paidOf(data, without)
  const shares = sharesOf(paid)
  const record = async () => {
    const sending = (key: string) => send(`POST ${ROUTE}`, { id: platform, line }, { shares }, { key })
    if (await submit({ line, shares }, sending, t('bank.receiptRecord'))) done()
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
                onChange={({ target }) =>
                  setWithout(target.checked ? without.filter((one) => one !== it.target) : [...without, it.target])
                }
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
      <ProblemAlert problem={problem} />
      {data.invoices.length > 0 && (
        <Button type="primary" loading={busy} disabled={shares.length === 0} onClick={() => void record()}>
          {t('bank.receiptRecord')}
        </Button>
      )}
    </>
  )
}
