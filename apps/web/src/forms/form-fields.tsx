import { Button, Checkbox, Form, type FormItemProps, Input, InputNumber, Select } from 'antd'
import { useContext } from 'react'
import { Defined } from '../kit/defined'
import { DayInput, typedDay } from '../kit/inputs'
import { AmountInput } from '../money/money'
import { t, type Word, wordIn } from '../words/word'
import { type Field, type Fields, pathOf } from './field'
import { FileInput } from './file-input'
import { PartyFields } from './party-fields'
import type { TakenFile } from './sending-file'
import { KeepDraft } from './use-draft'

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
  const keep = useContext(KeepDraft)
  const other = Form.useWatch(field.when?.field ?? [])
  const file = Form.useWatch<TakenFile | undefined>('file')
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
        label={<Defined text={label} reached={false} />}
        rules={rulesOf(field)}
        extra={field.note === undefined ? undefined : t(field.note)}
      >
        {control(field.name === 'pages' && file?.pages !== undefined ? { ...field, fixed: true } : field)}
      </Form.Item>
      {field.all !== undefined && (
        <Button
          className="select-all"
          onClick={() => {
            form.setFieldValue(pathOf(field), [...(field.from ?? [])])
            keep()
          }}
        >
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
const dayRule = (months = false) => ({
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
      return (
        <Select
          mode="tags"
          tokenSeparators={['、', '，', ',', ';', '；']}
          open={false}
          suffixIcon={null}
          placeholder={t('field.several')}
        />
      )
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
      return <InputNumber min={min} max={max} precision={0} disabled={fixed} />
    case 'file':
      return <FileInput />
    default:
      return <Input disabled={fixed} autoComplete="off" maxLength={max} placeholder={example} />
  }
}

/** The variants of an invoice, each with fields of its own. */
const INVOICES = ['digital', 'traditional']

/** 数电票 has a number of 20 digits, a traditional invoice a code and a number. */
function InvoiceFields({ at, needed, word }: { at: string; needed?: boolean; word: Word }) {
  const rules = needed ? [{ required: true, message: t('needed') }] : []
  const kind = Form.useWatch([at, 'kind'])
  const digits = (it: string) => it.normalize('NFKC').replace(/\s/g, '')
  return (
    <fieldset className="party">
      <legend>{t(word)}</legend>
      <div className="in-line">
        <Form.Item name={[at, 'kind']} label={t(wordIn('invoice', 'kind'))} rules={rules}>
          <Select
            allowClear={!needed}
            options={INVOICES.map((it) => ({ value: it, label: t(wordIn('invoice.kind', it)) }))}
          />
        </Form.Item>
        {kind === 'traditional' && (
          <Form.Item name={[at, 'code']} label={t(wordIn('invoice', 'code'))} rules={rules} normalize={digits}>
            <Input className="number" inputMode="numeric" autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name={[at, 'number']} label={t(wordIn('invoice', 'number'))} rules={rules} normalize={digits}>
          <Input className="number" inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </div>
    </fieldset>
  )
}
