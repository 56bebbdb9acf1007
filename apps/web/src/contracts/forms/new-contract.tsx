import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { useNavigate } from 'react-router'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { definedFields } from '../../forms/defined-fields'
import { EntryForm } from '../../forms/entry-form'
import { choice, named } from '../../forms/field'
import { today } from '../../kit/moment'
import { Loading, Title } from '../../kit/page'
import { usePlatforms } from '../../session/session'
import { t } from '../../words/word'
import { questionsOf } from './questions'

const FIELDS = definedFields(ENGAGEMENT_EVENTS.of('ContractSigned'))

/** 合同签订: a new contract of one's own platform. */
export function NewContract() {
  const go = useNavigate()
  const { readable } = usePlatforms()
  if (readable.length === 0) return <Loading />
  const platform = choice('platform', [], {
    word: 'contract.platform',
    ...named(readable.map((it) => [it.id, it.name ?? it.id])),
  })
  const start = {
    kind: 'single',
    client: { id: { scheme: 'uscc' } },
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: today(),
    platform: readable[0].id,
  }
  return (
    <>
      <Title text={t('contract.sign')} />
      <section className="sheet narrow">
        <EntryForm
          tried
          asks={(values, known) => questionsOf('ContractSigned', values, known)}
          fields={readable.length > 1 ? [...FIELDS, platform] : FIELDS}
          start={start}
          button={t('contract.record')}
          called={t('contract.sign')}
          to={{ route: 'POST /api/engagements' }}
          onDone={({ id }) => id && void go(`/contracts/${id}`)}
        >
          <ClosedNotice platform={readable[0].id} type="ContractSigned" />
        </EntryForm>
      </section>
    </>
  )
}
