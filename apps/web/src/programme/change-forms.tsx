import { CorrectForm as AnyCorrectForm, VoidForm as AnyVoidForm, type Stream } from '../forms/change-forms'
import { startOf, useFormFields, withoutEmptyParties } from './form-fields'
import type { WholeStep } from './items'

interface Doer {
  readonly programme: string
  readonly revision?: number
  readonly onDone: () => void
}

const streamOf = ({ programme, revision }: Doer): Stream => ({
  at: '/api/programmes/{programme}',
  params: { programme },
  revision,
})

/** 更正: the whole new content of an entry of a register. */
export function CorrectForm({
  entry,
  opened,
  ...doer
}: Doer & {
  entry: WholeStep /** The key of the item a step belongs to; absent where the entry is the item. */
  opened?: string
}) {
  const { entry: corrects, type, steps: _, ended: __, ...data } = entry
  const fields = useFormFields().of(type)
  return (
    <AnyCorrectForm
      stream={streamOf(doer)}
      entry={corrects}
      type={type}
      fields={fields}
      start={startOf(fields, data)}
      contentOf={(values) => ({
        ...(opened !== undefined && { key: opened }),
        ...withoutEmptyParties(fields, values),
      })}
      onDone={doer.onDone}
    />
  )
}

/** 作废. */
export const VoidForm = ({ entry, ...doer }: Doer & { entry: WholeStep }) => (
  <AnyVoidForm stream={streamOf(doer)} entry={entry.entry} onDone={doer.onDone} />
)
