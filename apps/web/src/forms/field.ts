import type { Family, Word } from '../words/word'
/** One field of a form. `name` is its place in the body (`source.document` lies deeper), so that a refusal's pointer finds it. */
export interface Field {
  readonly name: string
  readonly word: Word
  readonly kind:
    | 'text'
    | 'long'
    | 'amount'
    | 'signedAmount'
    | 'day'
    | 'dayOrMonth'
    | 'choice'
    | 'choices'
    | 'words'
    | 'whole'
    | 'party'
    | 'invoice'
    | 'file'
    | 'flag'
    | 'check'
    | 'boxes'
  readonly needed?: boolean
  /** Said below the field. */
  readonly note?: Word
  /** Shown in the field while it is empty. */
  readonly example?: string
  /** The words of a button that chooses all there is. */
  readonly all?: string
  /** The least and most of a whole number; of a text its longest. */
  readonly min?: number
  readonly max?: number
  /** Values to choose from; their words are `<wordOf>.<value>` or the values themselves. */
  readonly from?: readonly string[]
  readonly wordOf?: Family
  /** Or the names to show for the values, where these are no words of the page. */
  readonly names?: Readonly<Record<string, string>>
  /** Shown and sent, not changed here. */
  readonly fixed?: boolean
  /** Only where another field has this value. */
  readonly when?: { readonly field: string; readonly is: string }
}

/** Where the field lies in the form's values. */
export const pathOf = ({ name }: Field): string[] => name.split('.')

/** One below the other; those in a list of their own stand in one line. */
export type Fields = readonly (Field | readonly Field[])[]

export const eachOf = (fields: Fields): readonly Field[] => fields.flat()

type More = Pick<Field, 'word'> & Partial<Omit<Field, 'name' | 'kind'>>
const fieldOf =
  (kind: Field['kind']) =>
  (name: string, more: More): Field => ({ name, kind, needed: true, ...more })

/** Fields that must be filled; `maybe` ones may stay empty. */
export const text = fieldOf('text')
export const long = fieldOf('long')
export const day = fieldOf('day')
export const dayOrMonth = fieldOf('dayOrMonth')
export const amount = fieldOf('amount')
export const party = fieldOf('party')
export const words = fieldOf('words')
export const whole = fieldOf('whole')
export const maybe = (field: Field): Field => ({ ...field, needed: undefined })
/** A choice between values of which each has its word, or is its own. */
export const choice = (name: string, from: readonly string[], more: More): Field =>
  fieldOf('choice')(name, { from, ...more })
/** A choice between things that have a name: pairs of value and name. */
export const named = (pairs: readonly (readonly [value: string, name: string])[]) => ({
  from: pairs.map(([value]) => value),
  names: Object.fromEntries(pairs),
})
