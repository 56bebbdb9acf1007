import { PLATFORM_EVENTS } from '@pilot-ledger/platforms/definitions'
import { Drawer } from 'antd'
import type { Entry } from '../../api/ask'
import { contentOf } from '../../contracts/timeline/content'
import { CorrectForm, type Stream, VoidForm } from '../../forms/change-forms'
import { beginning, definedFields, routeOf } from '../../forms/defined-fields'
import { EntryForm } from '../../forms/entry-form'
import { today } from '../../kit/moment'
import { t, wordIn } from '../../words/word'

export type Doing =
  /** With a key it is the end of what bears that. */
  | { readonly does: 'record'; readonly type: string; readonly key?: string }
  | { readonly does: 'correct' | 'void'; readonly entry: Pick<Entry, 'entryId' | 'type' | 'data'> }

interface Doer {
  readonly id: string
  readonly revision?: number
  readonly onDone: () => void
}

/** The form of what is being done to a register, at its side. */
export function RegisterDrawer({ doing, ...doer }: Doer & { doing?: Doing }) {
  const title =
    doing?.does === 'record'
      ? doing.key === undefined
        ? t(wordIn('entry', doing.type))
        : `${t('register.end')} ${doing.key}`
      : doing && t(doing.does === 'correct' ? 'contract.correct' : 'contract.void')
  const stream: Stream = { at: '/api/platforms/{id}', params: { id: doer.id }, revision: doer.revision }
  return (
    <Drawer open={doing !== undefined} title={title} size={480} onClose={doer.onDone} destroyOnHidden>
      {doing?.does === 'record' && <Record {...doer} doing={doing} />}
      {doing?.does === 'correct' && <Correct stream={stream} entry={doing.entry} onDone={doer.onDone} />}
      {doing?.does === 'void' && <VoidForm stream={stream} entry={doing.entry.entryId} onDone={doer.onDone} />}
    </Drawer>
  )
}

function Record({ id, revision, onDone, doing: { type, key } }: Doer & { doing: Extract<Doing, { does: 'record' }> }) {
  const definition = PLATFORM_EVENTS.of(type)
  const fields = definedFields(definition).filter((it) => key === undefined || it.name !== 'key')
  return (
    <EntryForm
      about={`record:${definition.type}:${key ?? ''}`}
      called={t(wordIn('entry', definition.type))}
      fields={fields}
      start={{ ...beginning(fields), ...(fields.some((it) => it.name === 'reason') && { on: today() }) }}
      button={t(key === undefined ? 'contract.record' : 'register.end')}
      to={(values) => ({ ...routeOf('/api/platforms/{id}', definition, { id }, { key, ...values }), revision })}
      onDone={onDone}
    />
  )
}

function Correct({
  entry,
  ...change
}: {
  stream: Stream
  entry: Pick<Entry, 'entryId' | 'type' | 'data'>
  onDone: () => void
}) {
  const { type = '', data = {} } = contentOf(entry) ?? {}
  return (
    <CorrectForm
      {...change}
      entry={entry.entryId}
      type={type}
      fields={definedFields(PLATFORM_EVENTS.of(type))}
      start={data}
    />
  )
}
