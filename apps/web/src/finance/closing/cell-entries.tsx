import { Button, Table } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer, useCursor } from '../../api/answers'
import type { Params } from '../../api/ask'
import { momentText } from '../../kit/moment'
import { Pages } from '../../kit/pages'
import { Loading } from '../../kit/states'
import { Money } from '../../money/money'

/** The entries behind one cell; they add up to it. */
export function CellEntries({ asked, close }: { asked: Params; close: () => void }) {
  const { t } = useTranslation()
  const cursor = useCursor(JSON.stringify(asked))
  const place = useRef<HTMLElement>(null)
  const { data, error, refetch } = useAnswer('GET /api/platforms/{id}/bridge/entries', {
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
          <Table
            rowKey={(it) => `${it.sequence} ${it.kind} ${it.value}`}
            size="small"
            bordered
            pagination={false}
            dataSource={[...data.entries]}
            scroll={{ x: 'max-content' }}
            columns={[
              { key: 'sequence', title: t('figure.sequence'), align: 'right', render: (_, it) => it.sequence },
              { key: 'date', title: t('figure.date'), render: (_, it) => <span className="number">{it.date}</span> },
              {
                key: 'contract',
                title: t('figure.contract'),
                render: (_, it) => <Link to={`/contracts/${it.engagement}?entry=${it.entryId}`}>{it.contractNo}</Link>,
              },
              { key: 'what', title: t('figure.what'), render: (_, it) => t(`bridge.part.${it.kind}`) },
              {
                key: 'value',
                title: t('figure.amount'),
                align: 'right',
                render: (_, it) => <Money value={it.value} />,
              },
              {
                key: 'recorded',
                title: t('figure.recorded'),
                render: (_, it) => (
                  <span className="number">
                    {momentText(it.recordedAt)} {it.actor}
                  </span>
                ),
              },
            ]}
          />
          <Pages cursor={cursor} next={data.next} />
        </>
      ) : (
        <Loading error={error} retry={() => void refetch()} rows={4} />
      )}
    </section>
  )
}
