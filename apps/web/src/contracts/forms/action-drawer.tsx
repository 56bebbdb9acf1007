import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Drawer } from 'antd'
import { t } from 'i18next'
import type { Contract, Entry } from '../../api/shapes'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { routeOf } from '../../forms/defined-fields'
import { EntryForm } from '../../forms/entry-form'
import { today } from '../../kit/moment'
import { wordIn } from '../../words/word'
import { contentOf } from '../timeline/content'
import { CorrectForm, VoidForm } from './change-forms'
import { fieldsOf, startOf, withChosen } from './fields'

/** What is being done on a contract: a new entry (evidence about another), a correction, a void. */
export type Action =
  | { readonly does: 'record'; readonly type: string; readonly about?: Entry }
  | { readonly does: 'correct'; readonly entry: Entry }
  | { readonly does: 'void'; readonly entry: Entry }

/** The form of an action at the side of the contract, which stays in sight. */
export function ActionDrawer({
  contract,
  entries,
  action,
  onDone,
}: {
  contract: Contract
  entries: readonly Entry[]
  action?: Action
  onDone: () => void
}) {
  const what =
    action && action.does !== 'record' ? t(wordIn('entry', contentOf(action.entry)?.type ?? action.entry.type)) : ''
  const title =
    action?.does === 'correct'
      ? t('contract.correctTitle', { what })
      : action?.does === 'void'
        ? t('contract.voidTitle', { what })
        : action && t(wordIn('entry', action.type))
  return (
    <Drawer open={action !== undefined} title={title} onClose={onDone} size={480} destroyOnHidden>
      {action?.does === 'record' && (
        <RecordForm key={action.type} contract={contract} action={action} onDone={onDone} />
      )}
      {action?.does === 'correct' && <CorrectForm contract={contract} entry={action.entry} onDone={onDone} />}
      {action?.does === 'void' && (
        <VoidForm
          contract={contract}
          entry={action.entry}
          last={entries.filter((it) => it.live).at(-1)}
          onDone={onDone}
        />
      )}
    </Drawer>
  )
}

function RecordForm({
  contract,
  action: { type, about },
  onDone,
}: {
  contract: Contract
  action: Extract<Action, { does: 'record' }>
  onDone: () => void
}) {
  const definition = ENGAGEMENT_EVENTS.of(type)
  return (
    <EntryForm
      tried
      fields={fieldsOf(definition, contract)}
      start={startOf(definition, contract, today(), about && (contentOf(about)?.type ?? about.type))}
      button={t('contract.record')}
      to={(values) => ({
        ...routeOf(
          '/api/engagements/{id}',
          definition,
          { id: contract.id },
          withChosen(type, about ? { ...values, entry: about.entryId } : values),
        ),
        revision: contract.revision,
      })}
      onDone={onDone}
    >
      <ClosedNotice platform={contract.platform} type={type} />
    </EntryForm>
  )
}
