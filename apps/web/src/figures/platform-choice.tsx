import { Select } from 'antd'
import { t } from 'i18next'
import { usePageParams } from '../kit/page-params'
import { usePlatforms } from '../session/platforms'

/** The platform of a place that shows one: from the address, else the first that one may read. */
export function usePlatformChoice() {
  const [{ platform }, choose] = usePageParams('platform')
  const { readable } = usePlatforms()
  return { platform: platform ?? readable[0]?.id, choose: (id: string) => choose({ platform: id }), readable }
}

export function PlatformChoice() {
  const { platform, choose, readable } = usePlatformChoice()
  if (readable.length < 2) return null
  return (
    <Select
      aria-label={t('contract.platform')}
      className="wide-choice"
      value={platform}
      options={readable.map((it) => ({ value: it.id, label: it.name ?? it.id }))}
      onChange={choose}
    />
  )
}
