import { t } from 'i18next'
import { EntryForm } from '../forms/entry-form'
import type { Field } from '../forms/field'
import { CONTENTS } from '../office/register/contents'
import { useFormFields } from './form-fields'

const STATES: Field = { name: 'states', kind: 'choice', from: ['target'], wordOf: 'programme.v' }

/** What a letter states of the programme; of a platform it is recorded in that platform's register. */
export function PublishForm({
  programme,
  revision,
  onDone,
}: {
  programme: string
  revision?: number
  onDone: () => void
}) {
  const { anyFigure } = useFormFields()
  return (
    <EntryForm
      fields={[...CONTENTS.FigurePublished, STATES].map((it) => (it.name === 'figure' ? { ...it, ...anyFigure } : it))}
      start={{ unit: 'count', basis: 'notApplicable' }}
      button={t('letter.add')}
      to={{ route: 'POST /api/programmes/{programme}/published-figures', params: { programme }, revision }}
      onDone={onDone}
    />
  )
}
