import { PLATFORM_EVENTS } from '@pilot-ledger/platforms/definitions'
import { Link } from 'react-router'
import { NextStep } from '../desk/first-steps'
import { definedFields } from '../forms/defined-fields'
import { EntryForm } from '../forms/entry-form'
import { today } from '../kit/moment'
import { FormButton, Loading, Title } from '../kit/page'
import { DataTable } from '../kit/tables'
import { usePlatforms, useSession } from '../session/session'
import { t, wordIn } from '../words/word'

/** 平台: all that are registered; the administrator registers another. */
export function Platforms() {
  const { may } = useSession()
  const { readable, come, error, retry } = usePlatforms()
  if (!come) return <Loading error={error} retry={retry} />
  return (
    <>
      <Title text={t('page.platforms')}>
        {may('registerPlatform') && (
          <FormButton primary word="office.register">
            {(done) => (
              <EntryForm
                fields={definedFields(PLATFORM_EVENTS.of('PlatformRegistered'))}
                start={{ host: { id: { scheme: 'uscc' } }, registeredOn: today() }}
                button={t('office.register')}
                to={{ route: 'POST /api/platforms' }}
                onDone={done}
              />
            )}
          </FormButton>
        )}
      </Title>
      <NextStep />
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
    </>
  )
}
