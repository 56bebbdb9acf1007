import { FileExcelOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { t } from 'i18next'
import { useUnit } from '../money/money'
import { useSession } from './session'

/** The workbook of a platform, or of all, in the unit of the page: made by the service, ready to print. */
export function PaperLink({
  platform,
  times = {},
}: {
  platform?: string
  times?: Readonly<Record<string, string | undefined>>
}) {
  const { may } = useSession()
  const { unit } = useUnit()
  if (!may(platform ? 'takePapers' : 'takePapersOfAllPlatforms')) return null
  const query = new URLSearchParams({ unit })
  for (const [name, value] of Object.entries(times)) if (value) query.set(name, value)
  const path = platform ? `./api/platforms/${platform}/workbook.xlsx` : './api/workbook.xlsx'
  return (
    <Button icon={<FileExcelOutlined />} href={`${path}?${query}`}>
      {t('workbook')}
    </Button>
  )
}
