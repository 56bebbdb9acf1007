import type { CustomTypeOptions } from 'i18next'

/** A key of the words files. */
export type Word = keyof CustomTypeOptions['resources']['translation'] & string

type Families<W extends string> = W extends `${infer First}.${infer Rest}`
  ? First | `${First}.${Families<Rest>}`
  : never
/** What the words begin with of which only definitions know the end. */
type Defined = 'entry' | 'party' | 'invoice'
/** What several words begin with. */
export type Family = Families<Word> | Defined | `${Defined}.${string}`

/** The word of a member that only the data knows: its family at least is known to the compiler. */
export const wordIn = (family: Family, member: string | undefined) => `${family}.${member}` as Word
