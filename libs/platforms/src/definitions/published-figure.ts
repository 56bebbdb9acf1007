import {
  type DataOf,
  defineEvent,
  earliestDay,
  type Form,
  field,
  latestDay,
  objectForm,
  type Refusal,
  refuse,
  shortened,
  textForm,
} from '@pilot-ledger/kernel'
import { LONGEST, synthetic } from './forms'

/** As written, without thousands separators; its decimals are its precision. Eighteen digits are beyond any budget. */
const VALUE: Form<string> = {
  ...textForm(40),
  strictFault: (value, pointer) =>
    /^(0|[1-9]\d{0,17})(\.\d{1,10})?$/.test(value)
      ? undefined
      : refuse('published-value-format', {
          pointer,
          zh: '数值照原文填写，不含千分位与正负号',
          en: 'a value is a decimal as written, without separators or sign',
          facts: { given: shortened(value, 40) },
        }),
}
const FIGURE_CODE: Form<string> = {
  ...textForm(LONGEST.key),
  strictFault: (code, pointer) =>
    /^[a-zA-Z][a-zA-Z0-9.]{0,63}$/.test(code)
      ? undefined
      : refuse('figure-code-format', {
          pointer,
          zh: '指标代码须为字母、数字与点',
          en: 'a figure code is letters, digits and dots',
        }),
}

const SOURCE = {
  document: field.text(LONGEST.title, '文件', 'Document', { example: '中山科函〔2025〕178号' }),
  publishedOn: field.day('发布日期', 'Published on', { example: '2025-09-15' }),
  /** The words of the document. */
  wording: field.text(LONGEST.wording, '原文', 'Wording', { example: '签订合同金额2063万元', long: true }),
}
const FIELDS = {
  /** Unique per platform, e.g. `F8`. */
  publicationNo: field.text(LONGEST.key, '公布数编号', 'Publication no.', { note: '平台内唯一', example: 'F8' }),
  /** A code of the catalogue of figures; whether it is one is asked where the catalogue is known. */
  figure: field.formed(FIGURE_CODE, '指标代码', 'Figure', {
    note: '见 /api/figure-catalogue',
    example: 'contractAmount',
  }),
  value: field.formed(VALUE, '数值', 'Value', {
    note: '照原文填写：小数位即其精度（2063 不等于 2063.00），无千分位',
    example: '2063',
  }),
  unit: field.choice(['元', '万元', '亿元', 'count'], '单位', 'Unit', { example: '万元' }),
  /** The counting word as written, e.g. `家`. */
  unitAsWritten: field.text(LONGEST.key, '原文的单位或量词', 'Unit as written', { example: '万元' }),
  basis: field.choice(
    {
      signed: ['签订', 'signed'],
      invoiced: ['开票', 'invoiced'],
      received: ['到账', 'received'],
      outstanding: ['未到账', 'outstanding'],
      notApplicable: ['不适用（计数）', 'not applicable (a count)'],
      notStated: ['原文未载明', 'not stated'],
    },
    '口径',
    'Basis',
    { example: 'signed' },
  ),
  /** As far as the document says; an absent end is not stated. */
  windowFrom: field.maybe(field.dayOrMonth('统计期起', 'Window from', { note: '原文未载明的不填' })),
  windowTo: field.maybe(
    field.laterDayOrMonth('统计期止', 'Window to', { note: '原文未载明的不填', example: '2025-08' }),
  ),
  source: field.formed(objectForm<DataOf<typeof SOURCE>>('FigureSourceDto', SOURCE), '出处', 'Source'),
  synthetic,
}
type Published = DataOf<typeof FIELDS>

/**
 * A figure that a letter or a form states, as written: recorded so that the ledger's answer can be laid beside it.
 * The value keeps its decimals (`2063` is not `2063.00`): they are its precision. Of a platform, or of a whole programme.
 */
export const figurePublished = defineEvent({
  type: 'FigurePublished',
  zh: '公布数',
  en: 'Published figure',
  route: { path: 'published-figures', action: 'recordPublishedFigure' },
  summary: ['publicationNo', 'figure', { joined: ['value', 'unitAsWritten'] }],
  attested: 'published',
  fields: FIELDS,
  refuse: (data) => tooFine(data) ?? basisApart(data) ?? windowBackwards(data),
})

/** Decimals down to the fen: `value` of a published amount cannot be finer than money is. */
const FINEST: Readonly<Record<Published['unit'], number>> = { count: 0, 元: 2, 万元: 6, 亿元: 10 }

function tooFine({ value, unit }: Published): Refusal | undefined {
  const decimals = decimalsOf(value)
  if (decimals <= FINEST[unit]) return undefined
  return refuse('published-value-too-fine', {
    pointer: '/value',
    zh: unit === 'count' ? '计数须为整数' : '金额的精度不得细于分',
    en: unit === 'count' ? 'a count is a whole number' : 'an amount is not finer than a fen',
    facts: { decimals: String(decimals), finest: String(FINEST[unit]) },
  })
}

/** An amount has a basis, or the document does not state it; a count has none (H12). */
function basisApart({ unit, basis }: Published): Refusal | undefined {
  const fits = unit === 'count' ? basis === 'notApplicable' || basis === 'notStated' : basis !== 'notApplicable'
  if (fits) return undefined
  return refuse('basis-does-not-fit-unit', {
    rule: 'H12',
    pointer: '/basis',
    zh: unit === 'count' ? '计数没有金额口径' : '金额须注明口径；原文未载明的填 notStated',
    en:
      unit === 'count'
        ? 'a count has no amount basis'
        : 'an amount has a basis; say notStated where the document does not',
    facts: { unit, basis },
  })
}

/** As far as stated, it does not end before it starts; it may run on, as a document may state a running year. */
function windowBackwards({ windowFrom, windowTo }: Published): Refusal | undefined {
  if (windowFrom === undefined || windowTo === undefined || latestDay(windowTo) >= earliestDay(windowFrom))
    return undefined
  return refuse('window-ends-before-it-starts', {
    pointer: '/windowTo',
    zh: '统计期的截止日早于起始日',
    en: 'the window ends before it starts',
    facts: { from: windowFrom, to: windowTo },
  })
}

/** Decimals of a value as written: `911.68` → 2, `2063` → 0. */
export function decimalsOf(value: string): number {
  const point = value.indexOf('.')
  return point === -1 ? 0 : value.length - point - 1
}
