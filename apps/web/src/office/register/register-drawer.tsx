import { Drawer } from 'antd'
import { t } from 'i18next'
import { contentOf } from '../../contracts/timeline/content'
import { CorrectForm, type Stream, VoidForm } from '../../forms/change-forms'
import { EntryForm } from '../../forms/entry-form'
import { today } from '../../kit/moment'
import { wordIn } from '../../words/word'
import { CONTENTS, MEMBER_END } from './contents'
import type { RegisterEntry } from './entries'

export type Doing =
  | { readonly does: 'record'; readonly type: string; readonly path: string }
  | { readonly does: 'end'; readonly path: string; readonly key: string }
  | { readonly does: 'correct' | 'void'; readonly entry: RegisterEntry }

interface Doer {
  readonly id: string
  readonly revision?: number
  readonly onDone: () => void
}

/** The form of what is being done to a register, at its side. */
export function RegisterDrawer({ doing, ...doer }: Doer & { doing?: Doing }) {
  const title =
    doing?.does === 'record'
      ? t(wordIn('entry', doing.type))
      : doing?.does === 'end'
        ? `${t('register.end')} ${doing.key}`
        : doing && t(doing.does === 'correct' ? 'contract.correct' : 'contract.void')
  return (
    <Drawer open={doing !== undefined} title={title} size={480} onClose={doer.onDone} destroyOnHidden>
      {(doing?.does === 'record' || doing?.does === 'end') && <Record {...doer} doing={doing} />}
      {doing?.does === 'correct' && <Correct {...doer} entry={doing.entry} />}
      {doing?.does === 'void' && <VoidForm stream={streamOf(doer)} entry={doing.entry.entryId} onDone={doer.onDone} />}
    </Drawer>
  )
}

/** Every register route takes what its form holds; the names of the routes differ by their path alone. */
function Record({ id, revision, onDone, doing }: Doer & { doing: Extract<Doing, { does: 'record' | 'end' }> }) {
  const ending = doing.does === 'end'
  return (
    <EntryForm
      fields={ending ? MEMBER_END : CONTENTS[doing.type]}
      start={startOf(ending ? '' : doing.type)}
      button={t(ending ? 'register.end' : 'contract.record')}
      to={{
        route: `POST /api/platforms/{id}/${doing.path}${ending ? '/{key}/end' : ''}`,
        params: { id, ...(ending && { key: doing.key }) },
        revision,
      }}
      onDone={onDone}
    />
  )
}

function startOf(type: string): Record<string, unknown> {
  const uscc = { id: { scheme: 'uscc' } }
  const day = type === 'RecognitionRevoked' || type === '' ? { on: today() } : {}
  return {
    ...day,
    ...(type.includes('Centre') || type.includes('Affil') || type.includes('Branch')
      ? { party: uscc, headOffice: uscc }
      : {}),
  }
}

const streamOf = ({ id, revision }: Doer): Stream => ({ at: '/api/platforms/{id}', params: { id }, revision })

function Correct({ entry, ...doer }: Doer & { entry: RegisterEntry }) {
  const { type = '', data = {} } = contentOf(entry) ?? {}
  return (
    <CorrectForm
      stream={streamOf(doer)}
      entry={entry.entryId}
      type={type}
      fields={CONTENTS[type]}
      start={data}
      onDone={doer.onDone}
    />
  )
}
