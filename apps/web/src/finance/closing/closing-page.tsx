import { Button, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../api/answers'
import { PlatformChoice, usePlatformChoice } from '../../figures/platform-choice'
import { usePageParams } from '../../kit/page-params'
import { Loading, Nothing } from '../../kit/states'
import { Title } from '../../kit/title'
import { usePlatforms } from '../../session/platforms'
import { useSession } from '../../session/session'
import { NextClose } from './next-close'
import { OneClose } from './one-close'
import { SharedExceptions } from './shared-exceptions'

const COLOURS: Readonly<Record<string, string>> = { closed: 'green', proposed: 'orange', reopeningProposed: 'orange' }

/** 结账: what was closed, what waits for a second person, what was restated since, and the next period's checklist. */
export function ClosingPage() {
  const { t } = useTranslation()
  const { nameOf } = usePlatforms()
  const { may } = useSession()
  const { platform = '' } = usePlatformChoice()
  const [{ period }, choose] = usePageParams('period')
  const { data, error, refetch } = useAnswer(
    'GET /api/platforms/{id}/closes',
    { id: platform },
    { enabled: platform !== '' },
  )
  if (!data) return <Loading error={error} retry={() => void refetch()} />
  const closes = [...data.closes].reverse()
  return (
    <>
      <Title text={t('page.closing')} note={nameOf(platform)} />
      <div className="choices">
        <PlatformChoice />
      </div>
      <Table
        rowKey={(it) => `${it.period} ${it.sequence} ${it.status}`}
        size="small"
        bordered
        pagination={false}
        dataSource={closes}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('closing.none')} /> }}
        columns={[
          {
            key: 'period',
            title: t('closing.period'),
            render: (_, it) => (
              <Button type="link" size="small" onClick={() => choose({ period: it.period })}>
                {it.period}
              </Button>
            ),
          },
          {
            key: 'status',
            title: t('closing.status'),
            render: (_, it) => <Tag color={COLOURS[it.status]}>{t(`closing.${it.status}`)}</Tag>,
          },
          { key: 'sequence', title: t('closing.sequence'), align: 'right', render: (_, it) => it.sequence },
          { key: 'proposedBy', title: t('closing.proposedBy'), render: (_, it) => it.proposedBy },
          { key: 'approvedBy', title: t('closing.approvedBy'), render: (_, it) => it.approvedBy ?? '—' },
          {
            key: 'restatements',
            title: t('closing.restatements'),
            render: (_, it) =>
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
