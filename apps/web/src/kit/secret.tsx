import { Button } from 'antd'
import { useRef, useState } from 'react'
import { t } from '../words/word'

/** Something shown once. Copying selects the text itself: on a plain-HTTP address there is no clipboard to write to. */
export function Secret({
  label,
  note,
  secret,
  lines,
}: {
  label: string
  note: string
  secret: string
  /** Of one that has several. */
  lines?: number
}) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const shown = { ref: field, readOnly: true, value: secret, 'aria-label': label, className: 'ant-input secret' }
  const [copied, setCopied] = useState(false)
  const copy = () => {
    field.current?.select()
    setCopied(document.execCommand('copy'))
  }
  return (
    <>
      <p className="note">{note}</p>
      <div className="in-line">
        {lines === undefined ? <input {...shown} /> : <textarea {...shown} rows={lines} />}
        <Button onClick={copy}>{t(copied ? 'token.copied' : 'token.copy')}</Button>
      </div>
    </>
  )
}
