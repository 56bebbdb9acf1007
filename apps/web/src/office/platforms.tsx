import { PlusOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { Link } from 'react-router'
import { EntryForm } from '../forms/entry-form'
import { DataTable } from '../kit/data-table'
import { today } from '../kit/moment'
import { Loading } from '../kit/states'
import { Title } from '../kit/title'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { CONTENTS } from './register/contents'

/** 平台: all that are registered; the administrator registers another. */
export function Platforms() {
  const { may } = useSession()
  const { readable, come, error, retry } = usePlatforms()
  const [adding, setAdding] = useState(false)
  if (!come) return <Loading error={error} retry={retry} />
  return (
    <>
      <Title text={t('office.platforms')}>
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
          { word: 'figure.platform', cell: (it) => <Link to={`/platforms/${it.id}`}>{it.name ?? it.id}</Link> },
          { word: 'office.host', cell: (it) => it.host?.name },
          { word: 'office.town', width: 120, cell: (it) => it.town },
          { word: 'office.fields', width: 220, cell: (it) => it.fields?.join('、') },
          { word: 'office.recognisedFrom', width: 110, number: (it) => it.recognisedFrom },
        ]}
      />
      <Drawer open={adding} title={t('office.register')} size={480} onClose={() => setAdding(false)} destroyOnHidden>
        <NewPlatform onDone={() => setAdding(false)} />
      </Drawer>
    </>
  )
}

function NewPlatform({ onDone }: { onDone: () => void }) {
  return (
    <EntryForm
      fields={CONTENTS.PlatformRegistered}
      start={{ host: { id: { scheme: 'uscc' } }, registeredOn: today() }}
      button={t('office.register')}
      to={{ route: 'POST /api/platforms' }}
      onDone={onDone}
    />
  )
}
