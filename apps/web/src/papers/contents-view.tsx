import { Alert } from 'antd'
import type { Answers } from '../api/ask'
import { useLoaded } from '../kit/loaded'
import { Facts } from '../kit/page'
import { Money } from '../money/money'
import { spoken, t } from '../words/word'
import type { Paper } from './paper'

type Contents = Answers['GET /api/platforms/{id}/evidence/{sha256}/contents']
type Invoice = NonNullable<Contents['invoices']>[number]

/** What a file holds that no browser shows; the file itself is there to be taken. */
export function ContentsView({ paper, opening, zoom }: { paper: Paper; opening: string; zoom: number }) {
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/evidence/{sha256}/contents', {
    id: paper.platform,
    sha256: paper.sha256,
    opening,
  })
  if (!data) return waiting(8)
  const { invoices = [], text, sheets = [], files = [], more, unread } = data
  const nothing = invoices.length + sheets.length + files.length === 0 && !text
  return (
    <section
      className="paper-page paper-contents"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too.
      tabIndex={0}
      aria-label={paper.fileName}
      style={{ fontSize: `${Math.round(13 * zoom)}px` }}
    >
      <p className="note">{t('paper.contentsOnly')}</p>
      {unread && <Alert type="warning" showIcon title={spoken(unread)} />}
      {nothing && !unread && <Alert type="info" showIcon title={t('paper.notShown')} />}
      {invoices.map((it) => (
        <InvoiceFields key={it.number} invoice={it} />
      ))}
      {text && <pre>{text}</pre>}
      {sheets.map(({ name, rows }) => (
        <Sheet key={name} name={name} rows={rows} />
      ))}
      {files.length > 0 && (
        <ul>
          {files.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
      )}
      {more && <p className="note">{t('paper.more')}</p>}
    </section>
  )
}

function InvoiceFields({ invoice: it }: { invoice: Invoice }) {
  return (
    <>
      <Facts
        facts={[
          [
            'paper.invoiceNo',
            <span key="no" className="number">
              {it.number}
            </span>,
          ],
          ['paper.issuedOn', it.issuedOn],
          it.seller !== undefined && ['paper.seller', it.seller],
          it.buyer !== undefined && ['paper.buyer', it.buyer],
          ['paper.withoutTax', <Money key="without" value={it.withoutTax} />],
          ['paper.tax', <Money key="tax" value={it.tax} />],
          ['paper.total', <Money key="total" value={it.total} />],
          it.remark !== undefined && ['field.note', it.remark],
        ]}
      />
      <Sheet name={t('paper.lines')} rows={it.lines.map(({ name, amount, tax }) => [name, amount, tax])} />
    </>
  )
}

function Sheet({ name, rows }: { name: string; rows: readonly (readonly string[])[] }) {
  return (
    <table className="bank-sample">
      <caption>{name}</caption>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file never change their order.
          <tr key={i}>
            {row.map((it, j) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: nor its columns.
              <td key={j}>{it}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
