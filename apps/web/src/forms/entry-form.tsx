import { Form } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../api/ask'
import { fieldFaults } from '../kit/field-faults'
import { ProblemAlert } from '../kit/states'
import type { Warned } from '../kit/tried-submission'
import { amountOf, fenOf } from '../money/amount'
import { typedAmount } from '../money/typed-amount'
import { bodyOf } from './body'
import type { Field } from './field'
import { FormFields } from './form-fields'
import { SendOrWarned } from './send-or-warned'

type Values = Record<string, unknown>

/** One kind of entry as a form. What the service refuses is said at the field that it points to, the rest above the button. */
export function EntryForm({
  fields,
  start,
  below,
  busy,
  problem,
  warned,
  onSend,
  button,
  children,
}: {
  fields: readonly Field[]
  start: Values
  /** The part of the body that these fields are, for the pointers of refusals. */
  below?: string
  busy: boolean
  problem?: Problem
  /** Of a form that is tried first: what its recording would bring. */
  warned?: Warned
  onSend: (body: Readonly<Values>) => void
  button: string
  children?: ReactNode
}) {
  const { i18n } = useTranslation()
  const [form] = Form.useForm<Values>()
  useEffect(() => {
    if (!problem) return
    const known = new Set(fields.map((it) => it.name.split('.')[0]))
    const faults = fieldFaults(problem, i18n.language, below).filter(({ path }) => known.has(path[0]))
    form.setFields(faults.map(({ path, text }) => ({ name: [...path], errors: [text] })))
    if (faults.length > 0) form.scrollToField([...faults[0].path], { block: 'center' })
  }, [problem, below, fields, form, i18n.language])
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={start}
      onValuesChange={(changed: Values) => {
        // What was tried is not what stands here any more.
        warned?.answer(false)
        form.setFieldsValue(derived(changed, form.getFieldsValue(true) as Values))
      }}
      onFinish={(values) => onSend(bodyOf({ ...hidden(start, fields), ...withAmounts(fields, values) }))}
    >
      <FormFields fields={fields} />
      {children}
      <ProblemAlert problem={problem} facts />
      <SendOrWarned warned={warned} busy={busy} button={button} />
    </Form>
  )
}

/** Amounts as the service takes them, also of a field that was not left before the form was sent. */
function withAmounts(fields: readonly Field[], values: Values): Values {
  const amounts = fields.filter((it) => it.kind === 'amount' || it.kind === 'signedAmount').map((it) => it.name)
  const typed = amounts
    .filter((it) => typeof values[it] === 'string')
    .map((it) => [it, typedAmount(values[it] as string)])
  return { ...values, ...Object.fromEntries(typed) }
}

/** What the old content has beside the fields of the form goes along unchanged: a correction replaces the whole content. */
function hidden(start: Values, fields: readonly Field[]): Values {
  const known = new Set(fields.map((it) => it.name.split('.')[0]))
  return Object.fromEntries(Object.entries(start).filter(([name]) => !known.has(name)))
}

/**
 * What follows from a field that was typed: of change and new amount the other one (H2), and the document's total where this
 * contract's share is all of it.
 */
function derived(changed: Values, all: Values): Values {
  if ('delta' in changed || 'newAmount' in changed) {
    const previous = amount(all.previousAmount)
    const [delta, after] = [amount(changed.delta), amount(changed.newAmount)]
    if (previous !== undefined && delta !== undefined) return { newAmount: amountOf(previous + delta) }
    if (previous !== undefined && after !== undefined) return { delta: amountOf(after - previous) }
  }
  if ('share' in changed && !('total' in changed)) {
    const before = String(all.total ?? '')
    const share = String(changed.share ?? '')
    // Only while it follows: a total that was typed by itself stays.
    if (before === '' || share.startsWith(before) || before.startsWith(share)) return { total: share }
  }
  return {}
}

function amount(value: unknown): bigint | undefined {
  const typed = typedAmount(String(value ?? ''))
  return /^-?\d+\.\d{2}$/.test(typed) ? fenOf(typed) : undefined
}
