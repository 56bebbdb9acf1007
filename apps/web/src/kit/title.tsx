import { Typography } from 'antd'
import { t } from 'i18next'
import { type ReactNode, useEffect } from 'react'

/** The heading of a place, what it is about, and what can be done there; names the browser's tab too. */
export function Title({ text, note, children }: { text: string; note?: ReactNode; children?: ReactNode }) {
  const tab = `${text} · ${t('ledger')}`
  useEffect(() => {
    document.title = tab
  }, [tab])
  return (
    <header className="title">
      <div>
        <Typography.Title level={1}>{text}</Typography.Title>
        {note && <Typography.Text type="secondary">{note}</Typography.Text>}
      </div>
      <div className="title-actions">{children}</div>
    </header>
  )
}
