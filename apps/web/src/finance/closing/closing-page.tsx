import { Button } from 'antd'
import { Link } from 'react-router'
import { useAnswer } from '../../api/answers'
import { type Answers } from '../../api/ask'
import { PlatformChoice, usePlatformChoice } from '../../figures/figure'
import { useLoaded, usePageParams } from '../../kit/loaded'
import { Sheet, Title } from '../../kit/page'
import { type Columns, DataTable } from '../../kit/tables'
import { Tag } from '../../kit/tag'
import { Money } from '../../money/money'
import { usePlatforms, useSession } from '../../session/session'
import { t } from '../../words/word'
import { NextClose } from './next-close'
import { OneClose } from './one-close'
import { SHARED_DOCUMENTS } from './settled-at'

const COLOURS: Readonly<Record<string, string>> = { closed: 'green', proposed: 'orange', reopeningProposed: 'orange' }

/** 结账: what was closed, what waits for a second person, what was restated since, and the next period's checklist. */
export function ClosingPage() {
  const { nameOf } = usePlatforms()
  const { may } = useSession()
  const { platform = '' } = usePlatformChoice()
  const [{ period }, choose] = usePageParams('period')
  const { data, waiting } = useLoaded('GET /api/platforms/{id}/closes', { id: platform }, { enabled: platform !== '' })
  if (!data) return waiting()
  const closes = [...data.closes].reverse()
  return (
    <>
      <Title text={t('page.closing')} note={nameOf(platform)} />
      <div className="choices">
        <PlatformChoice />
      </div>
      <DataTable
        rowKey={(it) => `${it.period} ${it.sequence} ${it.status}`}
        rows={closes}
        empty="closing.none"
        columns={[
          {
            word: 'closing.period',
            cell: (it) => (
              <Button type="link" size="small" onClick={() => choose({ period: it.period })}>
                {it.period}
              </Button>
            ),
          },
          { word: 'closing.status', cell: (it) => <Tag color={COLOURS[it.status]}>{t(`closing.${it.status}`)}</Tag> },
          { word: 'closing.sequence', right: true, cell: (it) => it.sequence },
          { word: 'closing.proposedBy', cell: (it) => it.proposedBy },
          { word: 'closing.approvedBy', cell: (it) => it.approvedBy ?? '—' },
          {
            word: 'closing.restatements',
            cell: (it) =>
              it.restatements
                ? t('closing.restated', { ...it.restatements })
                : (it.rejection?.reason ?? it.reopening?.reason ?? '—'),
          },
        ]}
      />
      {period && <OneClose key={`${platform} ${period}`} platform={platform} period={period} />}
      {may('closePeriod') && !closes.some((it) => it.status === 'proposed') && (
        <NextClose key={platform} platform={platform} closes={data.closes} />
      )}
      <SharedExceptions key={`shared ${platform}`} platform={platform} />
    </>
  )
}

type Shared = Answers['GET /api/platforms/{id}/over-shared-documents']['documents'][number]

/** Which document is shared over several contracts, and with how much. */
export const WHICH: Columns<Pick<Shared, 'kind' | 'document'>> = [
  { word: 'shared.kind', cell: (it) => t(`shared.${it.kind}`) },
  { word: 'shared.document', cell: (it) => it.document.replace(/^[DT]:/, '') },
]
export const HOW_MUCH: Columns<Pick<Shared, 'shares' | 'totals' | 'entries'>> = [
  { word: 'shared.shares', money: (it) => it.shares },
  { word: 'shared.total', right: true, cell: (it) => it.totals.map((total) => <Money key={total} value={total} />) },
  {
    word: 'page.contracts',
    cell: (it) =>
      it.entries.map((entry) => (
        <Link key={entry.entryId} to={`/contracts/${entry.engagement}?entry=${entry.entryId}`}>
          {entry.contractNo}{' '}
        </Link>
      )),
  },
]

/** 分摊例外: invoices and slips over several contracts whose shares do not tie to the document. */
function SharedExceptions({ platform }: { platform: string }) {
  const { data } = useAnswer('GET /api/platforms/{id}/shared-documents', { id: platform })
  if (!data || data.documents.length === 0) return null
  return (
    <Sheet title={t('sharing.title')} label={t('sharing.title')} id={SHARED_DOCUMENTS}>
      <DataTable
        rowKey={(it) => `${it.kind} ${it.document}`}
        pageSize={20}
        rows={data.documents}
        columns={[
          {
            word: 'sharing.fault',
            cell: (it) => (
              <Tag color={it.fault === 'under' || it.fault === 'slipsDiffer' ? 'orange' : 'red'}>
                {t(`sharing.${it.fault}`)}
              </Tag>
            ),
          },
          ...WHICH,
          { word: 'figure.date', cell: (it) => it.days.join(' ') },
          { word: 'sharing.payers', cell: (it) => it.payers.join('、') },
          ...HOW_MUCH,
        ]}
      />
    </Sheet>
  )
}
