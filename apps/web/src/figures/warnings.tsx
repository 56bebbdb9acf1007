import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAnswer } from '../api/answers'
import { usePageParams } from '../kit/page-params'
import { Loading, Nothing } from '../kit/states'
import { Title } from '../kit/title'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { PlatformChoice } from './platform-choice'

/** 疑点: what was accepted but should be looked at, as a work list. */
export function Warnings() {
  const { t, i18n } = useTranslation()
  const { role } = useSession()
  const { readable, nameOf } = usePlatforms()
  const [chosen] = usePageParams('platform')
  const platform = chosen.platform ?? (role === 'platform' ? readable[0]?.id : undefined)
  const { data, error, refetch } = useAnswer('GET /api/warnings', { platform })
  return (
    <>
      <Title text={t('warning.title')} note={platform && nameOf(platform)} />
      <div className="choices">
        <PlatformChoice />
      </div>
      {!data && <Loading error={error} retry={() => void refetch()} />}
      {data?.warnings.every((it) => it.contracts === 0) && <Nothing what={t('warning.none')} />}
      {data?.warnings.some((it) => it.contracts > 0) && (
        <Table
          rowKey="code"
          size="small"
          bordered
          pagination={false}
          dataSource={data.warnings.filter((it) => it.contracts > 0)}
          columns={[
            { key: 'code', title: t('warning.code'), width: 80, render: (_, it) => it.code },
            { key: 'text', title: t('warning.text'), render: (_, it) => (i18n.language === 'en' ? it.en : it.zh) },
            {
              key: 'contracts',
              title: t('warning.contracts'),
              align: 'right',
              width: 120,
              render: (_, it) => (
                <Link to={`/contracts?warning=${it.code}${platform ? `&platform=${platform}` : ''}`}>
                  <span className="number">{it.contracts}</span>
                </Link>
              ),
            },
          ]}
        />
      )}
    </>
  )
}
