import { PlusOutlined } from '@ant-design/icons'
import { Button, Drawer, Table } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type Bodies, send } from '../api/ask'
import { EntryForm } from '../forms/entry-form'
import { today } from '../kit/moment'
import { Loading, Nothing } from '../kit/states'
import { useSubmission } from '../kit/submission'
import { Title } from '../kit/title'
import { usePlatforms } from '../session/platforms'
import { useSession } from '../session/session'
import { CONTENTS } from './register/contents'

/** 平台: all that are registered; the administrator registers another. */
export function Platforms() {
  const { t } = useTranslation()
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
      <Table
        rowKey="id"
        size="small"
        bordered
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing what={t('office.noPlatforms')} /> }}
        dataSource={readable}
        columns={[
          {
            key: 'name',
            title: t('figure.platform'),
            render: (_, it) => <Link to={`/platforms/${it.id}`}>{it.name ?? it.id}</Link>,
          },
          { key: 'host', title: t('office.host'), render: (_, it) => it.host?.name },
          { key: 'town', title: t('office.town'), width: 120, render: (_, it) => it.town },
          { key: 'fields', title: t('office.fields'), width: 220, render: (_, it) => it.fields?.join('、') },
          {
            key: 'recognised',
            title: t('office.recognisedFrom'),
            width: 110,
            render: (_, it) => <span className="number">{it.recognisedFrom}</span>,
          },
        ]}
      />
      <Drawer open={adding} title={t('office.register')} size={480} onClose={() => setAdding(false)} destroyOnHidden>
        <NewPlatform onDone={() => setAdding(false)} />
      </Drawer>
    </>
  )
}

function NewPlatform({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const start = useMemo(() => ({ host: { id: { scheme: 'uscc' } }, registeredOn: today() }), [])
  return (
    <EntryForm
      fields={CONTENTS.PlatformRegistered}
      start={start}
      busy={busy}
      problem={problem}
      button={t('office.register')}
      onSend={async (values) => {
        const body = values as unknown as Bodies['POST /api/platforms']
        if (await submit(body, (key) => send('POST /api/platforms', {}, body, { key }))) onDone()
      }}
    />
  )
}
