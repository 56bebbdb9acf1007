import { ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import type { Field, Fields, FormKind, Words } from '@pilot-ledger/kernel'
import type { Choice, Column, ColumnType, Condition, EventType, SheetOf } from './column'

type DataOf<Type extends EventType> = Extract<EngagementContent, { type: Type }>['data']
type Name<Type extends EventType> = Extract<keyof DataOf<Type>, string>
type FieldPath<Type extends EventType> = Name<Type> | `${Name<Type>}/${string}`

/** What a list says of a field beside its definition; names and samples where the list has others. */
interface Described extends Partial<Omit<Column, 'field' | 'aliases' | 'choices' | 'note' | 'of'>> {
  /** The column's name, where it is not the field's. */
  readonly as?: string
  /** What people write above it, separated by blanks. */
  readonly words?: string
  /** What people write for each choice beside its own word. */
  readonly choices?: Readonly<Record<string, string>>
  readonly note?: Words
  /** Both: a cell is filled where this holds, and nowhere else. */
  readonly when?: Condition
  /** The field of another event of the sheet that is said in this column too. */
  readonly also?: Readonly<Partial<Record<EventType, string>>>
}

const TYPES: Readonly<Partial<Record<FormKind, ColumnType>>> = {
  number: 'identifier',
  amount: 'amount',
  signedAmount: 'signedAmount',
  day: 'day',
  laterDay: 'day',
  choice: 'choice',
  flag: 'choice',
  choices: 'list',
  texts: 'list',
  whole: 'integer',
  file: 'hex',
}
const WIDTHS: Readonly<Partial<Record<ColumnType, number>>> = {
  day: 13,
  choice: 12,
  list: 22,
  decimal: 12,
  percent: 10,
  rate: 10,
  integer: 8,
  digits: 24,
  hex: 68,
}
const NEVER_MERGED: readonly ColumnType[] = ['amount', 'signedAmount', 'decimal', 'percent', 'integer']
const YES_OR_NO = { yes: ['是'], no: ['否'] } as const

/** The columns in which a list says fields of an event: all that the definition does not say otherwise. */
export function columnsOf<Type extends EventType>(
  type: Type,
  described: { readonly [Path in FieldPath<Type>]?: Described },
): Column[] {
  return Object.entries<Described | undefined>(described).map(([path, it]) => columnOf(type, path, it ?? {}))
}

function columnOf(type: EventType, path: string, described: Described): Column {
  const field = fieldAt(ENGAGEMENT_EVENTS.of(type).fields, path)
  const { as = path, words = '', choices, note, when, also, ...more } = described
  const columnType = more.type ?? TYPES[field.form.kind] ?? 'text'
  const chosen = choicesOf(field, choices)
  const [zhNote, enNote] = note ?? noteOf(columnType, chosen, more.byDefault)
  return {
    field: as,
    zh: field.zh,
    en: field.en,
    type: columnType,
    aliases: wordsIn(words),
    required: (more.byDefault === undefined && !field.optional && (when ?? true)) || false,
    ...(when && { only: when }),
    ...(chosen && { choices: chosen }),
    mayMerge: !NEVER_MERGED.includes(columnType),
    note: { zh: zhNote, en: enNote },
    sample: when ? '' : sampleOf(field),
    width: WIDTHS[columnType] ?? 16,
    of: { [type]: path, ...also },
    ...more,
  }
}

export const wordsIn = (text: string): readonly string[] => text.split(' ').filter((it) => it !== '')

function fieldAt(fields: Fields, path: string): Field {
  const [name, ...rest] = path.split('/')
  const field = fields[name]
  if (!field) throw new Error(`no field ${path}`)
  return rest.length === 0 ? field : fieldAt(field.form.parts ?? {}, rest.join('/'))
}

function choicesOf({ form }: Field, more: Described['choices'] = {}): readonly Choice[] | undefined {
  const values = form.kind === 'flag' ? YES_OR_NO : form.values
  if (!values) return undefined
  return Object.entries(values).map(([code, words]) => ({
    code,
    zh: words?.[0] ?? code,
    aliases: wordsIn(more[code] ?? ''),
  }))
}

function noteOf(type: ColumnType, choices: readonly Choice[] | undefined, byDefault: string | undefined): Words {
  if (byDefault !== undefined)
    return [`空即${choices?.find((it) => it.code === byDefault)?.zh ?? byDefault}`, `empty: ${byDefault}`]
  if (type !== 'list') return ['', '']
  return choices
    ? [`可多项，以顿号分隔：${choices.map((it) => it.zh).join('、')}`, 'several, separated by 、']
    : ['可多项，以顿号或分号分隔', 'several, separated by 、 or ;']
}

const sampleOf = ({ example = '' }: Field) => (Array.isArray(example) ? example.join('、') : String(example))

/** The contract a row is about. */
export const contractNo = (more: Described = {}) =>
  columnsOf('ContractSigned', {
    contractNo: {
      words: '合同号 合同编码 对应合同 项目编号',
      note: ['本平台内唯一', 'unique on the platform'],
      ...more,
    },
  })

/** What happened, of two: the first where nothing is said. */
export function movement(types: Readonly<Record<string, EventType>>, words: string, choices: Record<string, string>) {
  const all = Object.entries(types).map(([code, type]) => ({
    code,
    zh: ENGAGEMENT_EVENTS.of(type).zh,
    aliases: wordsIn(choices[code]),
  }))
  const [{ code: byDefault, zh }] = all
  const column: Column = {
    field: 'movement',
    zh: '业务类型',
    en: 'Movement',
    type: 'choice',
    aliases: wordsIn(words),
    required: false,
    choices: all,
    byDefault,
    mayMerge: true,
    note: { zh: `空即${zh}`, en: `empty: ${byDefault}` },
    sample: zh,
    width: WIDTHS.choice ?? 16,
    of: {},
  }
  return column
}

/**
 * Who a party is, in four columns: `<role>Name`, `<role>Id`, `<role>Scheme`, `<role>Country`. `orClient`: without an identity it is
 * the contract's client.
 */
export function partyColumns<Type extends EventType>(
  type: Type,
  role: Name<Type>,
  words: { readonly name: string; readonly id: string; readonly en?: string; readonly orClient?: Partial<Described> },
): Column[] {
  const { zh, en: its } = fieldAt(ENGAGEMENT_EVENTS.of(type).fields, role)
  const { en = its, orClient } = words
  const foreign = { field: `${role}Scheme`, is: ['foreign'] }
  const described: Readonly<Record<string, Described>> = {
    [`${role}/name`]: {
      as: `${role}Name`,
      zh,
      en,
      words: words.name,
      width: 26,
      note: ['与签章一致的全称', 'the full name as signed'],
      ...orClient,
    },
    [`${role}/id/value`]: {
      as: `${role}Id`,
      type: 'code',
      zh: `${orClient ? zh : ''}统一社会信用代码`,
      en: `${en} code`,
      words: words.id,
      required: !orClient,
      width: 24,
      ...(orClient && { sample: '' }),
      note: orClient
        ? [
            '与合同委托单位同名时可空；境外单位填登记号，自然人填平台内部编号',
            'may stay empty where the name is the contract’s client; foreign: register number; person: a reference of the platform',
          ]
        : [
            '18 位；境外单位填登记号，自然人填平台内部编号（不得填身份证号）',
            '18 characters; foreign: register number; person: a reference of the platform, never an identity card',
          ],
    },
    [`${role}/id/scheme`]: {
      as: `${role}Scheme`,
      zh: `${zh}标识类型`,
      en: `${en} id type`,
      words: `${zh}类型`,
      choices: { uscc: '信用代码 境内 境内单位 企业 单位', foreign: '境外 国外 外国', person: '自然人 个人' },
      byDefault: 'uscc',
      width: 16,
    },
    [`${role}/id/country`]: {
      as: `${role}Country`,
      type: 'code',
      zh: `${zh}国家代码`,
      en: `${en} country`,
      words: `${zh}国家 ${zh}国别`,
      required: foreign,
      only: foreign,
      sample: '',
      width: 12,
      note: ['仅境外单位：两位字母，如 DE', 'foreign only: two letters, e.g. DE'],
    },
  }
  return columnsOf(type, described as Parameters<typeof columnsOf<Type>>[1])
}

/** A sheet; a column that is called as a field of another event of the row says that too. */
export function sheet<const Kind extends string>({ columns, ...its }: SheetOf<Kind>): SheetOf<Kind> {
  const alsoStated = (column: Column): Column['of'] =>
    Object.fromEntries(
      its.says.flatMap(({ type }) =>
        Object.hasOwn(ENGAGEMENT_EVENTS.of(type).fields, column.field) ? [[type, column.field]] : [],
      ),
    )
  return { ...its, columns: columns.map((it) => ({ ...it, of: { ...alsoStated(it), ...it.of } })) }
}
