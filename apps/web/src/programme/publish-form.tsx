import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bodies, send } from '../api/ask'
import { EntryForm } from '../forms/entry-form'
import type { Field } from '../forms/field'
import { useSubmission } from '../kit/submission'
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
  const { t } = useTranslation()
  const { busy, problem, submit } = useSubmission()
  const { anyFigure } = useFormFields()
  const fields = [...CONTENTS.FigurePublished, STATES].map((it) =>
    it.name === 'figure' ? { ...it, ...anyFigure } : it,
  )
  const start = useMemo(() => ({ unit: 'count', basis: 'notApplicable' }), [])
  return (
    <EntryForm
      fields={fields}
      start={start}
      busy={busy}
      problem={problem}
      button={t('letter.add')}
      onSend={async (values) => {
        const body = values as unknown as Bodies['POST /api/programmes/{programme}/published-figures']
        const sent = await submit(body, (key) =>
          send('POST /api/programmes/{programme}/published-figures', { programme }, body, { key, revision }),
        )
        if (sent) onDone()
      }}
    />
  )
}
