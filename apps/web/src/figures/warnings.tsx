import { t } from 'i18next'
import { Link } from 'react-router'
import { DataTable } from '../kit/data-table'
import { useLoaded } from '../kit/loaded'
import { usePageParams } from '../kit/page-params'
import { Nothing } from '../kit/states'
import { Title } from '../kit/title'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { said } from '../words/said'
import { PlatformChoice } from './platform-choice'

/** 疑点: what was accepted but should be looked at, as a work list. */
export function Warnings() {
  const { role } = useSession()
  const { readable, nameOf } = usePlatforms()
  const [chosen] = usePageParams('platform')
  const platform = chosen.platform ?? (role === 'platform' ? readable[0]?.id : undefined)
  const { data, waiting } = useLoaded('GET /api/warnings', { platform })
  return (
    <>
      <Title text={t('warning.title')} note={platform && nameOf(platform)} />
      <div className="choices">
        <PlatformChoice />
      </div>
      {!data && waiting()}
      {data?.warnings.every((it) => it.contracts === 0) && <Nothing what={t('warning.none')} />}
      {data?.warnings.some((it) => it.contracts > 0) && (
        <DataTable
          rowKey="code"
          rows={data.warnings.filter((it) => it.contracts > 0)}
          columns={[
            { word: 'warning.code', width: 80, cell: (it) => it.code },
            { word: 'warning.text', cell: (it) => said(it) },
            {
              word: 'warning.contracts',
              right: true,
              width: 120,
              cell: (it) => (
                <Link to={`/contracts?warning=${it.code}${platform ? `&platform=${platform}` : ''}`}>
                  <span className="number">{it.contracts}</span>
                </Link>
              ),
            },
          ]}
          fits
        />
      )}
    </>
  )
}
