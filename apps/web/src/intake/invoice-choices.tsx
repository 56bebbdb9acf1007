import { AutoComplete, Button } from 'antd'
import { useState } from 'react'
import { Sheet } from '../kit/page'
import { t } from '../words/word'
import { type Choices, toBeChosen } from './to-be-chosen'
import type { Importing, Report } from './use-import'

/** For which contract an invoice is, where neither its remark nor its buyer says it for certain. */
export function InvoiceChoices({ report, importing, busy }: { report: Report; importing: Importing; busy: boolean }) {
  const [chosen, setChosen] = useState<Choices>(importing.choices)
  const invoices = toBeChosen(report, importing.choices)
  if (invoices.length === 0) return null
  const choose = (invoice: string, contractNo: string) => {
    const { [invoice]: _, ...others } = chosen
    setChosen(contractNo.trim() === '' ? others : { ...others, [invoice]: contractNo.trim() })
  }
  return (
    <Sheet title={t('import.toChoose', { invoices: invoices.length })}>
      <p className="note">{t('import.toChooseWhy')}</p>
      <ul className="invoice-choices">
        {invoices.map(({ invoice, buyer, total, candidates }) => (
          <li key={invoice}>
            <span className="wrapped">
              <span className="number">{invoice}</span> {buyer} <span className="number">{total}</span>
            </span>
            <AutoComplete
              aria-label={t('import.contractOf', { invoice })}
              placeholder={t('import.contractNo')}
              className="wide-choice"
              allowClear
              value={chosen[invoice] ?? ''}
              options={candidates.map((it) => ({ value: it }))}
              onChange={(it: string | undefined) => choose(invoice, it ?? '')}
            />
          </li>
        ))}
      </ul>
      <Button type="primary" loading={busy} onClick={() => void importing.decide(chosen)}>
        {t('import.checkChosen')}
      </Button>
    </Sheet>
  )
}
