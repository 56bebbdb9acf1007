import { Button } from 'antd'
import { t } from 'i18next'
import { useRef, useState } from 'react'

/** Something shown once. Copying selects the text itself: on a plain-HTTP address there is no clipboard to write to. */
export function Secret({ label, note, secret }: { label: string; note: string; secret: string }) {
  const place = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = () => {
    place.current?.select()
    setCopied(document.execCommand('copy'))
  }
  return (
    <>
      <p className="note">{note}</p>
      <div className="in-line">
        <input ref={place} className="ant-input secret" readOnly value={secret} aria-label={label} />
        <Button onClick={copy}>{t(copied ? 'token.copied' : 'token.copy')}</Button>
      </div>
    </>
  )
}
