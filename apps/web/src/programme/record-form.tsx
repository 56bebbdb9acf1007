import { t } from 'i18next'
import { EntryForm } from '../forms/entry-form'
import { today } from '../kit/moment'
import { wordIn } from '../words/word'
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
  const event = taken?.step.event ?? register.event
  const fields = useFormFields().of(event)
  const path = taken ? `${register.path}/{key}/${taken.step.path}` : register.path
  return (
    <EntryForm
      key={event}
      fields={fields}
      start={{ ...startOf(fields), ...(taken && { on: today() }) }}
      button={`${t('programme.record')} ${t(wordIn('entry', event))}`}
      to={(values) => ({
        route: `POST /api/programmes/{programme}/${path}`,
        params: { programme, ...(taken && { key: taken.item.key }) },
        revision,
        body: withoutEmptyParties(fields, values),
      })}
      onDone={onDone}
    />
  )
}
