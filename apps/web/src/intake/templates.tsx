import { DownloadOutlined } from '@ant-design/icons'
import { t } from 'i18next'
import { wordIn } from '../words/word'

const SINGLE = ['contracts', 'amendments', 'batches', 'deliverables', 'invoices', 'payments', 'approvals', 'evidence']

/** The workbooks to fill: all lists in one, or one of them. Folded away once there is a file. */
export function Templates({ open }: { open: boolean }) {
  return (
    <details className="sheet import-templates" open={open}>
      <summary>
        <h2>{t('import.templates')}</h2>
      </summary>
      <p className="note">{t('import.templatesAre')}</p>
      <dl>
        {['all', ...SINGLE].map((it) => (
          <div key={it}>
            <dt>
              <a href={`./api/templates/${it}.xlsx`} download>
                <DownloadOutlined aria-hidden /> {t(wordIn('import.template', it))}
              </a>
            </dt>
            <dd>{t(wordIn('import.for', it))}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
