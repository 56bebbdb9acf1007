import {
  type BusinessDate,
  isBusinessDate,
  isRefusal,
  parseAmount,
  parseParty,
  parsePositiveAmount,
  parseSignedAmount,
  type Refusal,
  refuse,
} from '@pilot-ledger/kernel'
import {
  BATCH_KINDS,
  CONTRACT_KINDS,
  type EngagementContent,
  EVIDENCE_KINDS,
  type InvoiceKey,
  PRICINGS,
  SERVICE_CATEGORIES,
  TAX_BASES,
  TECHNOLOGY_CONTRACT_TYPES,
} from './events'

/** The form of one entry, whatever came before it: the first fault found, with its pointer. */
export function formatFault(content: EngagementContent): Refusal | undefined {
  switch (content.type) {
    case 'ContractSigned': {
      const { data } = content
      return first(
        text(data.contractNo, '/contractNo', 64),
        text(data.title, '/title', 300),
        party(data.client, '/client'),
        oneOf(data.kind, CONTRACT_KINDS, '/kind'),
        parentFits(data.kind, data.parent),
        optional(data.technologyContractType, (it) => oneOf(it, TECHNOLOGY_CONTRACT_TYPES, '/technologyContractType')),
        each(data.serviceCategories, '/serviceCategories', (it, at) => oneOf(it, SERVICE_CATEGORIES, at)),
        each(data.products, '/products', (it, at) => text(it, at, 100)),
        positive(data.amount, '/amount'),
        oneOf(data.taxBasis, TAX_BASES, '/taxBasis'),
        oneOf(data.pricing, PRICINGS, '/pricing'),
        day(data.signedOn, '/signedOn'),
        optional(data.endsOn, (it) => day(it, '/endsOn')),
        optional(data.endsOn, (it) => inOrder(data.signedOn, it, '/endsOn')),
      )
    }
    case 'ContractAmended': {
      const { data } = content
      return first(
        text(data.amendmentNo, '/amendmentNo', 64),
        positive(data.previousAmount, '/previousAmount'),
        signed(data.delta, '/delta'),
        positive(data.newAmount, '/newAmount'),
        day(data.amendedOn, '/amendedOn'),
        text(data.reason, '/reason', 500),
        each(data.productsAdded ?? [], '/productsAdded', (it, at) => text(it, at, 100)),
      )
    }
    case 'TechContractRegistered': {
      const { data } = content
      return first(
        text(data.registrationNo, '/registrationNo', 64),
        text(data.regime, '/regime', 100),
        positive(data.dealAmount, '/dealAmount'),
        notNegative(data.technologyAmount, '/technologyAmount'),
        day(data.registeredOn, '/registeredOn'),
      )
    }
    case 'BatchRun': {
      const { data } = content
      return first(
        text(data.batchNo, '/batchNo', 64),
        text(data.product, '/product', 100),
        optional(data.line, (it) => text(it, '/line', 100)),
        oneOf(data.kind, BATCH_KINDS, '/kind'),
        decimal(data.size, '/size', /^(0|[1-9]\d{0,11})(\.\d{1,6})?$/),
        text(data.unit, '/unit', 20),
        day(data.startedOn, '/startedOn'),
        optional(data.completedOn, (it) => day(it, '/completedOn')),
        optional(data.completedOn, (it) => inOrder(data.startedOn, it, '/completedOn')),
        optional(data.yieldPercent, (it) => decimal(it, '/yieldPercent', /^-?(0|[1-9]\d{0,5})(\.\d{1,4})?$/)),
      )
    }
    case 'BatchReleased':
    case 'BatchRejected': {
      const { data } = content
      return first(
        text(data.batchNo, '/batchNo', 64),
        text(data.product, '/product', 100),
        day(data.on, '/on'),
        text(data.by, '/by', 100),
        'reason' in data ? optional(data.reason, (it) => text(it, '/reason', 500)) : undefined,
      )
    }
    case 'DeliverableAccepted': {
      const { data } = content
      return first(
        text(data.deliverableNo, '/deliverableNo', 64),
        optional(data.title, (it) => text(it, '/title', 300)),
        day(data.acceptedOn, '/acceptedOn'),
        text(data.acceptedBy, '/acceptedBy', 100),
      )
    }
    case 'InvoiceIssued': {
      const { data } = content
      return first(
        invoiceKey(data.invoice, '/invoice'),
        positive(data.share, '/share'),
        positive(data.total, '/total'),
        notNegative(data.tax, '/tax'),
        day(data.issuedOn, '/issuedOn'),
      )
    }
    case 'InvoiceReversed': {
      const { data } = content
      return first(
        invoiceKey(data.invoice, '/invoice'),
        optional(data.redInvoice, (it) => invoiceKey(it, '/redInvoice')),
        positive(data.amount, '/amount'),
        day(data.on, '/on'),
      )
    }
    case 'PaymentReceived': {
      const { data } = content
      return first(
        text(data.bankReference, '/bankReference', 64),
        party(data.payer, '/payer'),
        positive(data.share, '/share'),
        positive(data.total, '/total'),
        day(data.receivedOn, '/receivedOn'),
      )
    }
    case 'PaymentRefunded': {
      const { data } = content
      return first(
        text(data.bankReference, '/bankReference', 64),
        optional(data.refundReference, (it) => text(it, '/refundReference', 64)),
        positive(data.amount, '/amount'),
        day(data.on, '/on'),
      )
    }
    case 'DrugApprovalObtained': {
      const { data } = content
      return first(
        text(data.product, '/product', 100),
        text(data.variety, '/variety', 100),
        approvalNumber(data.approvalNo),
        text(data.certificateNo, '/certificateNo', 64),
        party(data.holder, '/holder'),
        day(data.approvedOn, '/approvedOn'),
      )
    }
    case 'ContractCompleted':
    case 'ContractTerminated': {
      const { data } = content
      return first(
        day(data.on, '/on'),
        optional(data.settlementAmount, (it) => notNegative(it, '/settlementAmount')),
        'reason' in data ? text(data.reason, '/reason', 500) : undefined,
        'note' in data ? optional(data.note, (it) => text(it, '/note', 500)) : undefined,
      )
    }
    case 'EvidenceAttached': {
      const { data } = content
      return first(
        decimal(data.sha256, '/sha256', /^[0-9a-f]{64}$/),
        oneOf(data.kind, EVIDENCE_KINDS, '/kind'),
        text(data.fileName, '/fileName', 255),
        pages(data.pages),
      )
    }
  }
}

/** 国药准字 + H/Z/S + C or J for import + year and sequence; and the legacy letters, which are accepted with W13. */
export const APPROVAL_NUMBER = /^国药准字[HZS][CJ]?\d{8}$/
export const LEGACY_APPROVAL_NUMBER = /^国药准字[HZSBTFJ]\d{8}$/

function approvalNumber(value: string): Refusal | undefined {
  if (APPROVAL_NUMBER.test(value) || LEGACY_APPROVAL_NUMBER.test(value)) return undefined
  return malformed(
    'approval-number-format',
    '/approvalNo',
    '批准文号格式不符，如 国药准字H20240001',
    'an approval number reads like 国药准字H20240001',
    'H10',
  )
}

/** 数电票 20 digits; traditional: code of 10 or 12 digits and a number of 8. */
function invoiceKey(key: InvoiceKey, pointer: string): Refusal | undefined {
  if (key.kind === 'digital') {
    return /^\d{20}$/.test(key.number)
      ? undefined
      : malformed(
          'invoice-number-format',
          `${pointer}/number`,
          '数电票号码须为 20 位数字',
          'a fully electronic invoice number has 20 digits',
        )
  }
  if (!/^(\d{10}|\d{12})$/.test(key.code)) {
    return malformed(
      'invoice-code-format',
      `${pointer}/code`,
      '发票代码须为 10 或 12 位数字',
      'an invoice code has 10 or 12 digits',
    )
  }
  return /^\d{8}$/.test(key.number)
    ? undefined
    : malformed('invoice-number-format', `${pointer}/number`, '发票号码须为 8 位数字', 'an invoice number has 8 digits')
}

function parentFits(kind: string, parent: string | undefined): Refusal | undefined {
  if (kind === 'callOff' && parent === undefined) {
    return malformed(
      'call-off-needs-framework',
      '/parent',
      '订单须注明所属框架协议编号',
      'a call-off names its framework',
      'H11',
    )
  }
  if (kind !== 'callOff' && parent !== undefined) {
    return malformed(
      'only-call-off-has-framework',
      '/parent',
      '仅订单可注明框架协议',
      'only a call-off names a framework',
      'H11',
    )
  }
  return parent === undefined ? undefined : text(parent, '/parent', 64)
}

function first(...faults: (Refusal | undefined)[]): Refusal | undefined {
  return faults.find((it) => it !== undefined)
}

function optional<T>(value: T | undefined, check: (value: T) => Refusal | undefined): Refusal | undefined {
  return value === undefined ? undefined : check(value)
}

function each<T>(
  values: readonly T[],
  pointer: string,
  check: (value: T, at: string) => Refusal | undefined,
): Refusal | undefined {
  return first(...values.map((it, i) => check(it, `${pointer}/${i}`)))
}

function text(value: string, pointer: string, most: number): Refusal | undefined {
  const length = [...value].length
  if (length >= 1 && length <= most && value.trim() === value && !/\p{Cc}/u.test(value)) return undefined
  return malformed(
    'text-format',
    pointer,
    `须为 1–${most} 个字符，首尾无空格，无控制字符`,
    `1–${most} characters without outer spaces or control characters`,
  )
}

function decimal(value: string, pointer: string, format: RegExp): Refusal | undefined {
  return format.test(value)
    ? undefined
    : malformed('value-format', pointer, '格式不符', 'the value does not have the form expected')
}

function pages(value: number): Refusal | undefined {
  if (Number.isSafeInteger(value) && value >= 1 && value <= 100_000) return undefined
  return malformed('value-format', '/pages', '页数须为正整数', 'pages is a whole number from 1')
}

function oneOf(value: string, known: readonly string[], pointer: string): Refusal | undefined {
  if (known.includes(value)) return undefined
  return malformed('unknown-value', pointer, `可选值：${known.join('、')}`, `one of ${known.join(', ')}`)
}

function inOrder(earlier: BusinessDate, later: BusinessDate, pointer: string): Refusal | undefined {
  if (earlier <= later) return undefined
  return malformed('dates-out-of-order', pointer, '结束日期早于开始日期', 'the end lies before the start')
}

function malformed(code: string, pointer: string, zh: string, en: string, rule?: string): Refusal {
  return refuse(code, { pointer, zh, en, rule })
}

const orNothing = (checked: unknown) => (isRefusal(checked) ? checked : undefined)
const positive = (value: string, pointer: string) => orNothing(parsePositiveAmount(value, pointer))
const notNegative = (value: string, pointer: string) => orNothing(parseAmount(value, pointer))
const party = (value: Parameters<typeof parseParty>[0], pointer: string) => orNothing(parseParty(value, pointer))

function signed(value: string, pointer: string): Refusal | undefined {
  const checked = parseSignedAmount(value, pointer)
  if (isRefusal(checked)) return checked
  if (checked !== 0n) return undefined
  return malformed(
    'amendment-changes-nothing',
    pointer,
    '补充协议的增减额不能为零',
    'an amendment changes the amount',
    'H1',
  )
}

function day(value: string, pointer: string): Refusal | undefined {
  return isBusinessDate(value)
    ? undefined
    : malformed('not-a-calendar-day', pointer, '日期须为真实存在的日历日', 'a date is an existing calendar day')
}
