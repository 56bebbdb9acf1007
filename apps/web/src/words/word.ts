import i18next, { type CustomTypeOptions } from 'i18next'

/** What was said already, by language: a table says the same words a thousand times. */
const said: Record<string, Map<unknown, string>> = {}

/** The words of a key in the language of the page; the whole page is drawn anew when that changes. */
export const t = ((key: Word, facts?: object) => {
  if (facts !== undefined || !i18next.isInitialized) return i18next.t(key, facts as never)
  said[i18next.language] ??= new Map()
  const before = said[i18next.language].get(key)
  if (before !== undefined) return before
  const words = i18next.t(key)
  said[i18next.language].set(key, words)
  return words
}) as typeof i18next.t

/** `key: [中文, English]`: the two stand beside each other, so that none is forgotten. */
export type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

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

/** The ledger's names of things, which nobody reads. */
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{64}$/

/** The facts of a refusal that people read, each by its word; one that has none is for programs. */
export const factsRead = (facts: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  Object.entries(facts)
    .filter(([name, value]) => i18next.exists(`fact.${name}`) && !ID.test(String(value)))
    .map(([name, value]) => `${i18next.t(wordIn('fact', name))} ${String(value)}`)

export const english = (): boolean => i18next.language === 'en'

/** What the service says in two languages, in the one of the page. */
export const spoken = <It extends Readonly<{ zh?: string; en?: string }>>(it: It) =>
  (english() ? it.en : it.zh) as It['zh'] | It['en']
