import { type ReactNode, useState } from 'react'
import type { Params } from '../api/ask'
import { t, wordIn } from '../words/word'
import { EntryForm } from './entry-form'
import type { Field, Fields } from './field'

type Values = Readonly<Record<string, unknown>>

/** Whose entries are changed: the routes of a contract, a platform's register or a programme. */
export interface Stream {
  readonly at: '/api/engagements/{id}' | '/api/platforms/{id}' | '/api/programmes/{programme}'
  readonly params: Params
  readonly revision?: number
  /** Whether a change can be tried first. */
  readonly tried?: boolean
}

interface Props {
  readonly stream: Stream
  readonly entry: string
  readonly onDone: () => void
  /** Below the fields, above the button. */
  readonly children?: ReactNode
}

const reason = (name: string): Field => ({ name, kind: 'long', needed: true, word: 'reason' })

/**
 * A change, sent as it is; where the service says that the entry is too old for one person, the same can be put before a second
 * one. The stream is the one that was there when the form was opened: what others did since must be seen before it is changed.
 */
function useChange(opened: Stream, part: 'correction' | 'void', of: (values: Values) => Values) {
  const [{ at, params, revision, tried }] = useState(opened)
  return {
    tried,
    to: (values: Values) => ({ route: `POST ${at}/${part}s`, params, revision, body: of(values) }),
    propose: (values: Values) => ({ route: `POST ${at}/proposals`, params, revision, body: { [part]: of(values) } }),
  }
}

/** 更正: the whole entry as it stands, to be changed, and why. */
export function CorrectForm({
  stream,
  entry,
  type,
  fields,
  start,
  contentOf = (it) => it,
  onDone,
  children,
}: Props & { type: string; fields: Fields; start: Values; contentOf?: (values: Values) => Values }) {
  const change = useChange(stream, 'correction', ({ changeReason, ...data }) => ({
    corrects: entry,
    content: { type, data: contentOf(data) },
    reason: String(changeReason),
  }))
  return (
    <EntryForm
      {...change}
      about={`correct:${entry}`}
      fields={[...fields, reason('changeReason')]}
      start={start}
      below="/content/data"
      button={t('contract.correct')}
      called={`${t('contract.correct')} ${t(wordIn('entry', type))}`}
      onDone={onDone}
    >
      {children}
    </EntryForm>
  )
}

/** 作废: why, and whatever else is asked of it. */
export function VoidForm({ stream, entry, more = [], onDone, children }: Props & { more?: Fields }) {
  const change = useChange(stream, 'void', (values) => ({ voids: entry, ...values }))
  return (
    <>
      <p className="note">{t('contract.voidWarning')}</p>
      <EntryForm
        {...change}
        danger
        about={`void:${entry}`}
        fields={[reason('reason'), ...more]}
        button={t('contract.void')}
        onDone={onDone}
      >
        {children}
      </EntryForm>
    </>
  )
}
