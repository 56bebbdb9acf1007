import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type BodyOf, type SendRoute, send } from '../api/ask'
import { EntryForm } from '../forms/entry-form'
import { today } from '../kit/moment'
import { useSubmission } from '../kit/submission'
import { startOf, useFormFields, withoutEmptyParties } from './form-fields'
import type { Item } from './items'
import type { Register, RegisterStep } from './registers'

/** A new item of a register, or the next step of one that is there: each route takes what its form holds. */
export function RecordForm({
  programme,
  revision,
  register,
  taken,
  onDone,
}: {
  programme: string
  revision?: number
  register: Register
  taken?: { readonly item: Item; readonly step: RegisterStep }
  onDone: () => void
}) {
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const event = taken?.step.event ?? register.event
  const fields = useFormFields().of(event)
  // The answers behind the choices come later; what the form begins with does not change with them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the kind of entry alone
  const start = useMemo(() => ({ ...startOf(fields), ...(taken && { on: today() }) }), [event])
  const path = taken ? `${register.path}/{key}/${taken.step.path}` : register.path
  const route = `POST /api/programmes/{programme}/${path}` as SendRoute
  const params = { programme, ...(taken && { key: taken.item.key }) }
  return (
    <EntryForm
      key={event}
      fields={fields}
      start={start}
      busy={busy}
      problem={problem}
      button={`${t('programme.record')} ${t(`entry.${event}`)}`}
      onSend={async (values) => {
        const body = withoutEmptyParties(fields, values)
        const sent = await submit({ route, params, body }, (key) =>
          send(route, params, body as BodyOf<SendRoute>, { key, revision }),
        )
        if (sent) onDone()
      }}
    />
  )
}
