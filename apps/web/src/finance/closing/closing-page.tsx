import { Button, Tag } from 'antd'
import { t } from 'i18next'
import { PlatformChoice, usePlatformChoice } from '../../figures/platform-choice'
import { DataTable } from '../../kit/data-table'
import { useLoaded } from '../../kit/loaded'
import { usePageParams } from '../../kit/page-params'
import { Title } from '../../kit/title'
import { usePlatforms } from '../../session/platforms'
import { useSession } from '../../session/session'
import { NextClose } from './next-close'
import { OneClose } from './one-close'
import { SharedExceptions } from './shared-exceptions'

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
