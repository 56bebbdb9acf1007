import { Form, Input, Select } from 'antd'
import { t } from 'i18next'
import { type Word, wordIn } from '../words/word'

/** The variants of the two, each with fields of its own. */
const SCHEMES = ['uscc', 'foreign', 'person']
const INVOICES = ['digital', 'traditional']

/** A party: the kind of its identifier, the identifier, the name as signed. The fields lie under `at` in the form. */
export function PartyFields({ at, needed, word }: { at: string; needed?: boolean; word: Word }) {
  const rules = needed ? [{ required: true, message: t('needed') }] : []
  const scheme = Form.useWatch([at, 'id', 'scheme'])
  return (
    <fieldset className="party">
      <legend>{t(word)}</legend>
      <Form.Item name={[at, 'name']} label={t(wordIn('party', 'name'))} rules={rules}>
        <Input autoComplete="off" />
      </Form.Item>
      <div className="in-line">
        <Form.Item name={[at, 'id', 'scheme']} label={t(wordIn('party.id', 'scheme'))}>
          <Select options={SCHEMES.map((it) => ({ value: it, label: t(wordIn('party.id.scheme', it)) }))} />
        </Form.Item>
        {scheme === 'foreign' && (
          <Form.Item name={[at, 'id', 'country']} label={t(wordIn('party.id', 'country'))} rules={rules}>
            <Input placeholder="DE" maxLength={2} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item
          name={[at, 'id', 'value']}
          label={t(scheme === 'uscc' ? wordIn('party.id.scheme', scheme) : wordIn('party.id', 'value'))}
          rules={rules}
          normalize={(it: string) => (scheme === 'uscc' ? it.trim().toUpperCase() : it)}
        >
          <Input className="number" autoComplete="off" />
        </Form.Item>
      </div>
    </fieldset>
  )
}

/** 数电票 has a number of 20 digits, a traditional invoice a code and a number. */
export function InvoiceFields({ at, needed, word }: { at: string; needed?: boolean; word: Word }) {
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
