import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Refused } from '../api/ask'
import { problemText } from '../kit/page'
import { t } from '../words/word'
import { drawn, type OpenPdf, openPdf } from './pdf-document'
import { useTop } from './use-top'
import type { View } from './use-view'
import { useWidth } from './use-width'

/** One page of a PDF; the one that was seen stays until the next is drawn. */
export default function PdfView({ address, size, view }: { address: string; size: number; view: View }) {
  const { page, pages, zoom, turned } = view
  const box = useRef<HTMLElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [tries, setTries] = useState(0)
  const [open, setOpen] = useState<OpenPdf>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(true)

  // biome-ignore lint/correctness/useExhaustiveDependencies: tried again, it is opened anew.
  useEffect(() => {
    setFault(undefined)
    const its = openPdf(address, size, (it) => setFault(inWords(it)))
    setOpen(its)
    return () => its.close()
  }, [address, size, tries])

  useEffect(() => {
    if (!open || width === 0) return
    const left = new AbortController()
    setBusy(true)
    void open.document
      .then((it) => drawn(it, page, { width, zoom, turned }, t('paper.pageOf', { page, pages }), left.signal))
      .then((drawn) => {
        if (left.signal.aborted) return
        sheet.current?.replaceChildren(drawn)
        setBusy(false)
      })
      .catch((error) => {
        if (!left.signal.aborted) setFault(inWords(error))
      })
    return () => left.abort()
  }, [open, page, pages, width, zoom, turned])

  useTop(box, page)

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too.
    <section className="paper-page" ref={box} tabIndex={0} aria-label={t('paper.pages')} aria-busy={busy}>
      {fault && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={fault}
          action={<Button onClick={() => setTries(tries + 1)}>{t('again')}</Button>}
        />
      )}
      <div ref={sheet} hidden={fault !== undefined} />
    </section>
  )
}

const inWords = (it: unknown): string => (it instanceof Refused ? problemText(it.problem) : t('paper.broken'))
