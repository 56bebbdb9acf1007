import { PlusOutlined } from '@ant-design/icons'
import { PLATFORM_EVENTS } from '@pilot-ledger/platforms/definitions'
import { Button, Drawer } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Link } from 'react-router'
import { definedFields } from '../forms/defined-fields'
import { EntryForm } from '../forms/entry-form'
import { DataTable } from '../kit/data-table'
import { today } from '../kit/moment'
import { Loading } from '../kit/states'
import { Title } from '../kit/title'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { wordIn } from '../words/word'

/** 平台: all that are registered; the administrator registers another. */
export function Platforms() {
  const { may } = useSession()
  const { readable, come, error, retry } = usePlatforms()
  const [adding, setAdding] = useState(false)
  if (!come) return <Loading error={error} retry={retry} />
  return (
    <>
      <Title text={t('page.platforms')}>
        {may('registerPlatform') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('office.register')}
          </Button>
        )}
      </Title>
      <DataTable
        rowKey="id"
        empty="office.noPlatforms"
        rows={readable}
        columns={[
          { word: 'contract.platform', cell: (it) => <Link to={`/platforms/${it.id}`}>{it.name ?? it.id}</Link> },
          { word: wordIn('entry.PlatformRegistered', 'host'), cell: (it) => it.host?.name },
          { word: wordIn('entry.PlatformRegistered', 'town'), width: 120, cell: (it) => it.town },
          { word: wordIn('entry.PlatformRegistered', 'fields'), width: 220, cell: (it) => it.fields?.join('、') },
          { word: 'office.recognisedFrom', width: 110, number: (it) => it.recognisedFrom },
        ]}
      />
      <Drawer open={adding} title={t('office.register')} size={480} onClose={() => setAdding(false)} destroyOnHidden>
        <EntryForm
          fields={definedFields(PLATFORM_EVENTS.of('PlatformRegistered'))}
          start={{ host: { id: { scheme: 'uscc' } }, registeredOn: today() }}
          button={t('office.register')}
          to={{ route: 'POST /api/platforms' }}
          onDone={() => setAdding(false)}
        />
      </Drawer>
    </>
  )
}
