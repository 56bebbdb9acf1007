import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import type { Contract, Entry } from '../../api/shapes'
import { ClosedNotice } from '../../finance/closing/closed-notice'
import { CorrectForm as AnyCorrectForm, VoidForm as AnyVoidForm, type Stream } from '../../forms/change-forms'
import { definedFields } from '../../forms/defined-fields'
import { contentOf, dayOf } from '../timeline/content'
import { Reason, Said } from '../timeline/summary'

/** What names the contract cannot be corrected: void, and sign anew (H13). */
const IDENTITY = ['contractNo']

const streamOf = ({ id, revision }: Contract): Stream => ({
  at: '/api/engagements/{id}',
  params: { id },
  revision,
  tried: true,
})

/** 更正 of an entry of a contract. */
export function CorrectForm({ contract, entry, onDone }: { contract: Contract; entry: Entry; onDone: () => void }) {
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
export function VoidForm({
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
        {content && <Said content={content} />} <Reason entry={entry} />
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
