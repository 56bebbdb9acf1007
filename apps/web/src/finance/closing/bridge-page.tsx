import { FileExcelOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { t } from 'i18next'
import { useCursor } from '../../api/answers'
import { PlatformChoice, usePlatformChoice } from '../../figures/platform-choice'
import { Times, timesText, useTimes } from '../../figures/times'
import { Turn } from '../../kit/choices'
import { useLoaded } from '../../kit/loaded'
import { usePageParams } from '../../kit/page-params'
import { Pages } from '../../kit/pages'
import { Title } from '../../kit/title'
import { useUnit } from '../../money/money'
import { usePlatforms } from '../../session/platforms'
import { BridgeTable } from './bridge-table'
import { CellEntries } from './cell-entries'

const GROUPINGS = ['contract', 'client', 'month', 'platform']
const PARTS = ['closing', 'all']

/** 收支衔接表: opening + movements = closing, from signing to money, every cell open to its entries. */
export function BridgePage() {
  const { unit } = useUnit()
  const { nameOf } = usePlatforms()
  const { platform = '' } = usePlatformChoice()
  const { times, query, ready } = useTimes()
  const [{ by = 'contract', show = 'closing', cell, key }, choose] = usePageParams('by', 'show', 'cell', 'key')
  const asked = { id: platform, by, ...times }
  const cursor = useCursor(JSON.stringify(asked))
  const { data, waiting } = useLoaded(
    'GET /api/platforms/{id}/bridge',
    { ...asked, cursor: cursor.cursor, limit: 100 },
    { enabled: ready && platform !== '' },
  )
  return (
    <>
      <Title
        text={t('page.bridge')}
        note={data && `${nameOf(platform)} · ${timesText(data)} · ${t('unit')} ${t(unit)}`}
      >
        <Button
          icon={<FileExcelOutlined />}
          href={`./api/platforms/${platform}/bridge.xlsx?${query}&by=${by}&unit=${unit}`}
        >
          {t('workbook')}
        </Button>
      </Title>
      <Times />
      <div className="choices">
        <Turn
          word="figure.group"
          value={by}
          from={GROUPINGS}
          wordOf="bridge.by"
          turn={(it) => choose({ by: it, cell: undefined, key: undefined })}
        />
        <Turn word="bridge.show" value={show} from={PARTS} wordOf="bridge.show" turn={(it) => choose({ show: it })} />
        <PlatformChoice />
      </div>
      {data ? (
        <>
          <BridgeTable data={data} all={show === 'all'} open={(it) => choose(it)} />
          <Pages cursor={cursor} next={data.next} />
        </>
      ) : (
        waiting(10)
      )}
      <p className="note">{t('bridge.note')}</p>
      {cell && (
        <CellEntries asked={{ ...asked, cell, key }} close={() => choose({ cell: undefined, key: undefined })} />
      )}
    </>
  )
}
