import { Form, type FormItemProps, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput, typedDay } from '../kit/day-input'
import { AmountInput } from '../money/amount-input'
import { type Field, pathOf } from './field'
import { FileInput } from './file-input'
import { InvoiceFields, PartyFields } from './party-input'

/** The fields of one kind of entry, one under the other. */
export function FormFields({ fields }: { fields: readonly Field[] }) {
  return fields.map((it) => <OneField key={it.name} field={it} />)
}

function OneField({ field }: { field: Field }) {
  const { t } = useTranslation()
  const other = Form.useWatch(field.when?.field ?? [])
  if (field.when && other !== field.when.is) return null
  if (field.kind === 'party') return <PartyFields at={field.name} needed={field.needed} word={field.word} />
  if (field.kind === 'invoice') return <InvoiceFields at={field.name} needed={field.needed} word={field.word} />
  return (
    <Form.Item name={pathOf(field)} label={t(field.word ?? `field.${pathOf(field).at(-1)}`)} rules={rulesOf(field, t)}>
      {control(field, t)}
    </Form.Item>
  )
}

function rulesOf({ kind, needed }: Field, t: (word: string) => string): FormItemProps['rules'] {
  const rules: FormItemProps['rules'] = needed ? [{ required: true, message: t('needed') }] : []
  return kind === 'day' || kind === 'dayOrMonth' ? [...rules, dayRule(t, kind === 'dayOrMonth')] : rules
}

/** What was typed into a field of a day is one, or the form is not sent. */
export const dayRule = (t: (word: string) => string, months = false) => ({
  validator: async (_: unknown, value: unknown) => {
    if (value !== undefined && (typeof value !== 'string' || typedDay(value, months) === undefined))
      throw new Error(t('field.noDay'))
  },
})

function control(field: Field, t: (word: string) => string) {
  const { kind, from = [], wordOf, names, fixed, min = 1, max } = field
  const options = from.map((it) => ({ value: it, label: wordOf ? t(`${wordOf}.${it}`) : (names?.[it] ?? it) }))
  switch (kind) {
    case 'long':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={max ?? 500} />
    case 'amount':
    case 'signedAmount':
      return <AmountInput disabled={fixed} />
    case 'day':
      return <DayInput />
    case 'dayOrMonth':
      return <DayInput months />
    case 'choice':
      return (
        <Select
          options={options}
          allowClear={!field.needed}
          disabled={fixed}
          showSearch={{ optionFilterProp: 'label' }}
        />
      )
    case 'choices':
      return <Select mode="multiple" options={options} />
    case 'words':
      return <Select mode="tags" tokenSeparators={['、', '，', ',', ';', '；']} open={false} suffixIcon={null} />
    case 'flag':
      return (
        <Select
          allowClear={!field.needed}
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      )
    case 'whole':
      return <InputNumber min={min} max={max} precision={0} />
    case 'file':
      return <FileInput />
    default:
      return <Input disabled={fixed} autoComplete="off" />
  }
}
