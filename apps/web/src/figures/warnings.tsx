import { Link } from 'react-router'
import { useLoaded, usePageParams } from '../kit/loaded'
import { Nothing, Title } from '../kit/page'
import { DataTable } from '../kit/tables'
import { WarningTag } from '../kit/warning-tag'
import { usePlatforms, useSession } from '../session/session'
import { spoken, t } from '../words/word'
import { PlatformChoice } from './figure'

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
            { word: 'warning.code', width: 120, reads: (it) => it.code, cell: (it) => <WarningTag code={it.code} /> },
            { word: 'warning.text', cell: (it) => spoken(it) },
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
