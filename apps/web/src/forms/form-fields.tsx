import { Button, Checkbox, Form, type FormItemProps, Input, InputNumber, Select } from 'antd'
import { t } from 'i18next'
import { DayInput, typedDay } from '../kit/day-input'
import { AmountInput } from '../money/amount-input'
import { wordIn } from '../words/word'
import { type Field, type Fields, pathOf } from './field'
import { FileInput } from './file-input'
import { InvoiceFields, PartyFields } from './party-input'

/** The fields of one kind of entry. */
export function FormFields({ fields }: { fields: Fields }) {
  return fields.map((it) =>
    'name' in it ? (
      <OneField key={it.name} field={it} />
    ) : (
      <div className="in-line" key={it[0].name}>
        <FormFields fields={it} />
      </div>
    ),
  )
}

function OneField({ field }: { field: Field }) {
  const form = Form.useFormInstance()
  const other = Form.useWatch(field.when?.field ?? [])
  if (field.when && other !== field.when.is) return null
  if (field.kind === 'party') return <PartyFields at={field.name} needed={field.needed} word={field.word} />
  if (field.kind === 'invoice') return <InvoiceFields at={field.name} needed={field.needed} word={field.word} />
  const label = t(field.word)
  if (field.kind === 'check')
    return (
      <Form.Item name={pathOf(field)} valuePropName="checked">
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    )
  return (
    <>
      <Form.Item
        name={pathOf(field)}
        label={label}
        rules={rulesOf(field)}
        extra={field.note === undefined ? undefined : t(field.note)}
      >
        {control(field)}
      </Form.Item>
      {field.all !== undefined && (
        <Button className="select-all" onClick={() => form.setFieldValue(pathOf(field), [...(field.from ?? [])])}>
          {field.all}
        </Button>
      )}
    </>
  )
}

function rulesOf({ kind, needed }: Field): FormItemProps['rules'] {
  if (kind === 'boxes' && needed) return [ONE_AT_LEAST]
  const rules: FormItemProps['rules'] = needed ? [{ required: true, message: t('needed') }] : []
  return kind === 'day' || kind === 'dayOrMonth' ? [...rules, dayRule(kind === 'dayOrMonth')] : rules
}

/** What was typed into a field of a day is one, or the form is not sent. */
export const dayRule = (months = false) => ({
  validator: async (_: unknown, value: unknown) => {
    if (value !== undefined && (typeof value !== 'string' || typedDay(value, months) === undefined))
      throw new Error(t('field.noDay'))
  },
})

/** Not `required`: the library would say so of a group of boxes, which may not be called required. */
const ONE_AT_LEAST = {
  validator: async (_: unknown, chosen: readonly string[]) => {
    if (chosen.length === 0) throw new Error(t('needed'))
  },
}

function control(field: Field) {
  const { kind, from = [], wordOf, names, fixed, example, min = 1, max } = field
  const options = from.map((it) => ({ value: it, label: wordOf ? t(wordIn(wordOf, it)) : (names?.[it] ?? it) }))
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
      return <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
    case 'boxes':
      return <Checkbox.Group options={options} />
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
      return <Input disabled={fixed} autoComplete="off" maxLength={max} placeholder={example} />
  }
}
