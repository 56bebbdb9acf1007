import { PlusOutlined } from '@ant-design/icons'
import { type AnyContractEvent, ENGAGEMENT_EVENTS, type EvidenceKind } from '@pilot-ledger/engagements/definitions'
import { Button, Drawer, Dropdown } from 'antd'
import type { Contract, Entry } from '../../api/ask'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { CorrectForm as AnyCorrectForm, VoidForm as AnyVoidForm, type Stream } from '../../forms/change-forms'
import { definedFields, routeOf } from '../../forms/defined-fields'
import { EntryForm } from '../../forms/entry-form'
import { PapersOf } from '../../forms/sending-file'
import { today } from '../../kit/moment'
import { shown } from '../../money/amount'
import { t, wordIn } from '../../words/word'
import { contentOf, dayOf } from '../timeline/content'
import { Reason, Summary } from '../timeline/timeline'
import { AttachPapers } from './attach-papers'
import { fieldsOf, groupsOf, possible, startOf, withChosen } from './fields'
import { oldestOpen } from './open-invoice'
import { questionsOf } from './questions'

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
  /** `entryId` is what was recorded, where it counts at once and may be taken back. */
  onDone: (entryId?: string) => void
}) {
  const what =
    action && action.does !== 'record' ? t(wordIn('entry', contentOf(action.entry)?.type ?? action.entry.type)) : ''
  const done = () => onDone()
  const title =
    action?.does === 'correct'
      ? t('contract.correctTitle', { what })
      : action?.does === 'void'
        ? t('contract.voidTitle', { what })
        : action && t(wordIn('entry', action.type))
  return (
    <Drawer open={action !== undefined} title={title} onClose={done} size={480} destroyOnHidden>
      <PapersOf value={contract.platform}>
        {action?.does === 'record' && (
          <RecordForm key={action.type} contract={contract} entries={entries} action={action} onDone={onDone} />
        )}
        {action?.does === 'correct' && <CorrectForm contract={contract} entry={action.entry} onDone={done} />}
        {action?.does === 'void' && (
          <VoidForm
            contract={contract}
            entry={action.entry}
            last={entries.filter((it) => it.live).at(-1)}
            onDone={done}
          />
        )}
      </PapersOf>
    </Drawer>
  )
}

function RecordForm({
  contract,
  entries,
  action: { type, about },
  onDone,
}: {
  contract: Contract
  entries: readonly Entry[]
  action: Extract<Action, { does: 'record' }>
  onDone: (entryId?: string) => void
}) {
  const definition = ENGAGEMENT_EVENTS.of(type)
  const start = startOf(definition, contract, today(), about && (contentOf(about)?.type ?? about.type))
  if (type === 'EvidenceAttached')
    return (
      <AttachPapers
        contract={contract.id}
        entries={entries}
        about={about}
        kind={start.kind as EvidenceKind}
        onDone={() => onDone()}
      />
    )
  return (
    <EntryForm
      tried
      asks={(values, known) => questionsOf(type, values, known)}
      about={`record:${type}`}
      called={t(wordIn('entry', type))}
      fields={fieldsOf(definition, contract)}
      start={start}
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
      onDone={({ entryId, waits }) => onDone(waits ? undefined : entryId)}
    >
      {type === 'PaymentReceived' && <Filled contract={contract} />}
      <ClosedNotice platform={contract.platform} type={type} />
    </EntryForm>
  )
}

/** Where the amounts of a receipt come from. */
function Filled({ contract }: { contract: Contract }) {
  const invoice = oldestOpen(contract)
  if (!invoice) return null
  const facts = { no: invoice.key.replace(/^\w:/, ''), on: invoice.issuedOn, open: shown(invoice.open, 'yuan') }
  return <p className="note">{t('contract.filledFromInvoice', facts)}</p>
}

/** What names the contract cannot be corrected: void, and sign anew (H13). */
const IDENTITY = ['contractNo']

const streamOf = ({ id, revision }: Contract): Stream => ({
  at: '/api/engagements/{id}',
  params: { id },
  revision,
  tried: true,
})

/** 更正 of an entry of a contract. */
function CorrectForm({ contract, entry, onDone }: { contract: Contract; entry: Entry; onDone: () => void }) {
  const content = contentOf(entry)
  const { type, data } = content ?? { type: entry.type, data: {} as Entry['data'] }
  const start = data.sha256 ? { ...data, file: { fileName: data.fileName, sha256: data.sha256 } } : data
  const fields = definedFields(ENGAGEMENT_EVENTS.of(type)).map((it) => ({
    ...it,
    fixed: it.fixed || IDENTITY.includes(it.name),
  }))
  return (
    <AnyCorrectForm
      stream={streamOf(contract)}
      entry={entry.entryId}
      type={type}
      fields={fields}
      start={start}
      onDone={onDone}
    >
      <ClosedNotice platform={contract.platform} type={type} before={content && dayOf(content)} />
    </AnyCorrectForm>
  )
}

/** 作废: which entry, why, and whether what leans on it goes with it. */
function VoidForm({
  contract,
  entry,
  last,
  onDone,
}: {
  contract: Contract
  entry: Entry
  last?: Entry
  onDone: () => void
}) {
  const content = contentOf(entry)
  const leantOn = last && last.entryId !== entry.entryId
  return (
    <>
      <p>
        {content && <Summary content={content} />} <Reason entry={entry} />
      </p>
      <AnyVoidForm
        stream={streamOf(contract)}
        entry={entry.entryId}
        more={leantOn ? [{ name: 'includeLater', kind: 'check', word: 'contract.includeLater' }] : []}
        onDone={onDone}
      >
        {content && <ClosedNotice platform={contract.platform} type={content.type} before={dayOf(content)} />}
      </AnyVoidForm>
    </>
  )
}

const EVENTS: readonly AnyContractEvent[] = ENGAGEMENT_EVENTS.all

/** What can be recorded on a contract, as far as it makes sense now; whether it may is judged by the service. */
export function RecordMenu({ contract, onChoose }: { contract: Contract; onChoose: (type: string) => void }) {
  const items = groupsOf(EVENTS).map(([group, events]) => ({
    key: group,
    type: 'group' as const,
    label: t(wordIn('group', group)),
    children: events.map((it) => ({
      key: it.type,
      label: t(wordIn('entry', it.type)),
      disabled: !possible(it, contract),
    })),
  }))
  return (
    <>
      {EVENTS.filter((it) => it.daily).map((it) => (
        <Button key={it.type} onClick={() => onChoose(it.type)} disabled={!possible(it, contract)}>
          {t(wordIn('entry', it.type))}
        </Button>
      ))}
      <Dropdown menu={{ items, onClick: ({ key }) => onChoose(key) }} trigger={['click']}>
        <Button type="primary" icon={<PlusOutlined />}>
          {t('contract.record')}
        </Button>
      </Dropdown>
    </>
  )
}
