import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Remarks } from './remarks'
import type { Importing, Report } from './use-import'

/** What is wrong, at its cells, and the same workbook with it marked. */
export function Faults({ report: { faults, counts, file }, importing }: { report: Report; importing: Importing }) {
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    try {
      const stem = (file.name ?? t('import.title')).replace(/\.[^.]*$/, '')
      await importing.takeMarked(`${stem}${t('import.markedSuffix')}.xlsx`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="sheet">
      <h2>{t('import.faults', { faults: counts.faults })}</h2>
      <div className="import-mark">
        <Button type="primary" icon={<DownloadOutlined />} loading={busy} onClick={() => void take()}>
          {t('import.takeMarked')}
        </Button>
        <span className="note">{t('import.markedIs')}</span>
      </div>
      {faults.length < counts.faults && (
        <p className="note">{t('import.listed', { shown: faults.length, all: counts.faults })}</p>
      )}
      <Remarks remarks={faults} label={t('import.faults', { faults: counts.faults })} />
    </section>
  )
}
