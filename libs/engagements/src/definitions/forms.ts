import {
  type Checked,
  choiceForm,
  type Field,
  type Form,
  foreignPart,
  objectForm,
  patternForm,
  type Refusal,
  refuse,
  textForm,
} from '@pilot-ledger/kernel'

/** 数电票: 20 digits. 传统发票: code (10 or 12 digits) + number (8 digits). */
export type InvoiceKey =
  | { readonly kind: 'digital'; readonly number: string }
  | { readonly kind: 'traditional'; readonly code: string; readonly number: string }

/** One text per invoice, to compare and to show in paths: `D:<20 digits>` or `T:<code>-<number>`. */
export function invoiceKeyText(key: InvoiceKey): string {
  return key.kind === 'digital' ? `D:${key.number}` : `T:${key.code}-${key.number}`
}

function invoiceOfPath(text: string): Checked<InvoiceKey> {
  const digital = /^D:(\d{20})$/.exec(text)
  if (digital) return { kind: 'digital', number: digital[1] }
  const traditional = /^T:(\d{10}|\d{12})-(\d{8})$/.exec(text)
  if (traditional) return { kind: 'traditional', code: traditional[1], number: traditional[2] }
  return refuse('invoice-number-format', {
    zh: '地址中的发票须写作 D:20位号码 或 T:代码-号码',
    en: 'an invoice in a path is D:<20 digits> or T:<code>-<number>',
  })
}

const KINDS = { digital: ['数电票', 'Fully electronic'], traditional: ['传统发票', 'Traditional'] } as const
export const INVOICE_FORM: Form<InvoiceKey> = objectForm(
  'InvoiceKeyDto',
  {
    kind: { form: choiceForm(KINDS), zh: '发票种类', en: 'Invoice kind' },
    number: {
      form: patternForm(/^(\d{20}|\d{8})$/, [
        '须为 20 位（数电票）或 8 位数字',
        '20 digits (fully electronic) or 8 are expected',
      ]),
      zh: '发票号码',
      en: 'Invoice number',
      example: '25442000000012345678',
    },
    code: {
      form: patternForm(/^(\d{10}|\d{12})$/, ['须为 10 位或 12 位数字', '10 or 12 digits are expected']),
      zh: '发票代码',
      en: 'Invoice code',
      optional: true,
    },
  },
  { kind: 'invoice', strictFault: invoiceFault, ofPath: invoiceOfPath },
)

/** Whoever has its number, day and amount is told the buyer by the tax office. */
export const invoice = (zh: string, en: string, more: Partial<Field> = {}) =>
  ({ form: INVOICE_FORM, zh, en, maskable: true, ...more }) as Field<InvoiceKey>

function invoiceFault(key: InvoiceKey, pointer: string): Refusal | undefined {
  if (key.kind === 'digital') {
    if ((key as { code?: string }).code !== undefined)
      return foreignPart(`${pointer}/code`, '数电票没有发票代码', 'a fully electronic invoice has no code')
    return /^\d{20}$/.test(key.number)
      ? undefined
      : malformed(`${pointer}/number`, '数电票号码须为 20 位数字', 'a fully electronic invoice number has 20 digits')
  }
  if (!/^(\d{10}|\d{12})$/.test(key.code)) {
    return refuse('invoice-code-format', {
      pointer: `${pointer}/code`,
      zh: '发票代码须为 10 或 12 位数字',
      en: 'an invoice code has 10 or 12 digits',
    })
  }
  return /^\d{8}$/.test(key.number)
    ? undefined
    : malformed(`${pointer}/number`, '发票号码须为 8 位数字', 'an invoice number has 8 digits')
}

const malformed = (pointer: string, zh: string, en: string) => refuse('invoice-number-format', { pointer, zh, en })

/** 国药准字 + H/Z/S + C or J for import + year and sequence; and the legacy letters, which are accepted with W13. */
const APPROVAL_NUMBER = /^国药准字([HZS][CJ]?|[BTFJ])\d{8}$/
const APPROVAL: Form<string> = {
  ...textForm(40),
  strictFault: (value, pointer) =>
    APPROVAL_NUMBER.test(value)
      ? undefined
      : refuse('approval-number-format', {
          rule: 'H10',
          pointer,
          zh: '批准文号须为 国药准字 加字母与 8 位数字，如 国药准字H20240001',
          en: 'an approval number reads like 国药准字H20240001',
        }),
}
export const approvalNumber: Field<string> = {
  form: APPROVAL,
  zh: '批准文号',
  en: 'Approval no.',
  example: '国药准字H20250001',
  maskable: true,
}
