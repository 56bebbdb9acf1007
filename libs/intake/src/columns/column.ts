import type { SheetKind } from './record'

/**
 * What a cell may hold. `text` words · `identifier` a number somebody gave (contract, batch, bank slip) · `amount` yuan, more
 * than zero by the domain's rule · `signedAmount` with a minus allowed · `decimal` a plain decimal · `percent` a decimal, 98.6 and
 * 98.6% the same · `integer` · `day` · `choice` one of `choices` · `list` several, split by 、；; or a line break, each one of
 * `choices` where there are some · `code` capital letters and digits (统一社会信用代码, approval numbers) · `digits` figures only ·
 * `hex` a check sum.
 */
export type ColumnType =
  | 'text'
  | 'identifier'
  | 'amount'
  | 'signedAmount'
  | 'decimal'
  | 'percent'
  | 'integer'
  | 'day'
  | 'choice'
  | 'list'
  | 'code'
  | 'digits'
  | 'hex'

export interface Choice {
  readonly code: string
  readonly zh: string
  readonly aliases?: readonly string[]
}

/** Another field of the row is filled, with one of these where they are named. */
export interface Condition {
  readonly field: string
  readonly is?: readonly string[]
}

export interface Column {
  /** Its name in a record and in NDJSON. */
  readonly field: string
  readonly zh: string
  readonly en: string
  /** What people write above it. */
  readonly aliases: readonly string[]
  readonly type: ColumnType
  /** The column and every cell of it; or a cell where a condition holds. */
  readonly required: boolean | Condition
  /** Where the condition does not hold the cell stays empty. */
  readonly only?: Condition
  /** An amount where a minus says what the row says already: it is left off. */
  readonly minusMeansNothing?: Condition
  readonly choices?: readonly Choice[]
  /** What an empty cell, or a sheet without the column, means. Said on the explanation sheet. */
  readonly byDefault?: string
  /** A cell merged over several rows says the same in each of them; never so for what would be counted twice. */
  readonly mayMerge: boolean
  readonly note: { readonly zh: string; readonly en: string }
  /** In the template's sample row; empty for none. */
  readonly sample: string
  readonly width: number
}

export interface Sheet {
  readonly kind: SheetKind
  /** The sheet's name in the template, and its file name there. */
  readonly zh: string
  readonly en: string
  readonly file: string
  readonly aliases: readonly string[]
  readonly note: { readonly zh: string; readonly en: string }
  readonly columns: readonly Column[]
  /** Headings of the ledger's own lists that it works out itself: read over, with a word. */
  readonly workedOut: readonly string[]
  /** Two fields of which a row fills one at most. */
  readonly either?: readonly [string, string]
}

type More = Partial<Omit<Column, 'field' | 'zh' | 'en' | 'type'>> & { zhNote?: string; enNote?: string }
const NEVER_MERGED: readonly ColumnType[] = ['amount', 'signedAmount', 'decimal', 'percent', 'integer']

/** A column; required unless it says otherwise. */
export function column(field: string, type: ColumnType, zh: string, en: string, more: More = {}): Column {
  const { zhNote = '', enNote = '', ...rest } = more
  return {
    field,
    zh,
    en,
    type,
    aliases: [],
    required: true,
    mayMerge: !NEVER_MERGED.includes(type),
    note: { zh: zhNote, en: enNote },
    sample: '',
    width: 16,
    ...rest,
  }
}

/** The contract a row is about. */
export const contractNo = (more: More = {}) =>
  column('contractNo', 'identifier', '合同编号', 'Contract no.', {
    aliases: ['合同号', '合同编码', '对应合同', '项目编号'],
    zhNote: '本平台内唯一',
    enNote: 'unique on the platform',
    sample: 'ZSJM-2025-001',
    ...more,
  })

/** Who a party is, in four columns: `<role>Name`, `<role>Id`, `<role>Scheme`, `<role>Country`. */
export function partyColumns(
  role: string,
  zh: string,
  en: string,
  words: { name: readonly string[]; id: readonly string[]; optional?: boolean; zhNote?: string; enNote?: string },
): Column[] {
  const required = !words.optional
  return [
    column(`${role}Name`, 'text', zh, en, {
      aliases: words.name,
      width: 26,
      sample: '示例光电科技有限公司',
      zhNote: words.zhNote ?? '与签章一致的全称',
      enNote: words.enNote ?? 'the full name as signed',
    }),
    column(`${role}Id`, 'code', `${zh === '委托单位' ? '' : zh}统一社会信用代码`, `${en} code`, {
      aliases: words.id,
      required,
      width: 24,
      sample: words.optional ? '' : '91440101MA5CJQ4N59',
      zhNote: words.optional
        ? '与合同委托单位同名时可空；境外单位填登记号，自然人填平台内部编号'
        : '18 位；境外单位填登记号，自然人填平台内部编号（不得填身份证号）',
      enNote: words.optional
        ? 'may stay empty where the name is the contract’s client; foreign: register number; person: a reference of the platform'
        : '18 characters; foreign: register number; person: a reference of the platform, never an identity card',
    }),
    column(`${role}Scheme`, 'choice', `${zh}标识类型`, `${en} id type`, {
      aliases: [`${zh}类型`],
      required: false,
      choices: [
        { code: 'uscc', zh: '统一社会信用代码', aliases: ['信用代码', '境内', '境内单位', '企业', '单位'] },
        { code: 'foreign', zh: '境外', aliases: ['境外单位', '国外', '外国'] },
        { code: 'person', zh: '自然人', aliases: ['个人'] },
      ],
      byDefault: 'uscc',
      zhNote: '空即统一社会信用代码',
      enNote: 'empty: unified social credit code',
    }),
    column(`${role}Country`, 'code', `${zh}国家代码`, `${en} country`, {
      aliases: [`${zh}国家`, `${zh}国别`],
      required: { field: `${role}Scheme`, is: ['foreign'] },
      only: { field: `${role}Scheme`, is: ['foreign'] },
      width: 12,
      zhNote: '仅境外单位：两位字母，如 DE',
      enNote: 'foreign only: two letters, e.g. DE',
    }),
  ]
}
