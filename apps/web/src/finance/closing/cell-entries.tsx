import { Button } from 'antd'
import { t } from 'i18next'
import { useEffect, useRef } from 'react'
import { useCursor } from '../../api/answers'
import type { Params } from '../../api/ask'
import { DataTable } from '../../kit/data-table'
import { EntryLink } from '../../kit/entry-link'
import { useLoaded } from '../../kit/loaded'
import { momentText } from '../../kit/moment'
import { Pages } from '../../kit/pages'
import { Money } from '../../money/money'
import { wordIn } from '../../words/word'

/** The entries behind one cell; they add up to it. */
export function CellEntries({ asked, close }: { asked: Params; close: () => void }) {
  const cursor = useCursor(JSON.stringify(asked))
  const place = useRef<HTMLElement>(null)
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/bridge/entries', {
    ...asked,
    cursor: cursor.cursor,
  })
  // Opened below the table: whoever opened it is led there.
  const named = `${asked.cell} ${asked.key}`
  useEffect(() => {
    if (named) place.current?.scrollIntoView({ block: 'nearest' })
  }, [named])
  return (
    <section className="sheet" ref={place} aria-label={t('bridge.entries')}>
      <h2>
        {t('bridge.entries')} {data && <Money value={data.value} />}{' '}
        <Button onClick={close}>{t('bridge.close')}</Button>
      </h2>
      {data ? (
        <>
          <DataTable
            rowKey={(it) => `${it.sequence} ${it.kind} ${it.value}`}
            rows={data.entries}
            columns={[
              { word: 'figure.sequence', right: true, cell: (it) => it.sequence },
              { word: 'figure.date', number: (it) => it.date },
              {
                word: 'figure.contract',
                cell: (it) => <EntryLink entry={it} />,
              },
              { word: 'figure.what', cell: (it) => t(wordIn('bridge.part', it.kind)) },
              { word: 'figure.amount', money: (it) => it.value },
              { word: 'figure.recorded', number: (it) => `${momentText(it.recordedAt)} ${it.actor}` },
            ]}
          />
          <Pages cursor={cursor} next={data.next} />
        </>
      ) : (
        waiting(4)
      )}
    </section>
  )
}
