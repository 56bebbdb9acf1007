import { Segmented, Select } from 'antd'
import { t } from 'i18next'
import { type Family, type Word, wordIn } from '../words/word'

interface Props<It extends string> {
  /** The word that says what is chosen. */
  readonly word: Word
  /** The words of the values are `<wordOf>.<value>`. */
  readonly wordOf: Family
  readonly from: readonly It[]
  readonly className?: string
}

/** One of a few views or groupings, all of them in sight. */
export function Turn<It extends string>({
  word,
  value,
  from,
  wordOf,
  turn,
  className,
}: Props<It> & { value: string; turn: (to: It) => void }) {
  return (
    <Segmented
      aria-label={t(word)}
      className={className}
      value={value}
      options={from.map((it) => ({ value: it, label: t(wordIn(wordOf, it)) }))}
      onChange={(it) => turn(it as It)}
    />
  )
}

/** One of several values; `any` is the word for none of them, which is the empty text; `more` stands behind its word. */
export function Choice<It extends string>({
  word,
  value,
  from,
  wordOf,
  any,
  more,
  choose,
  className,
}: Props<It> & { value: It | ''; any?: Word; more?: (it: It) => string; choose: (it: It) => void }) {
  const none = any === undefined ? [] : [{ value: '' as const, label: t(any) }]
  return (
    <Select
      aria-label={t(word)}
      className={className}
      value={value}
      options={[
        ...none,
        ...from.map((it) => ({ value: it, label: `${t(wordIn(wordOf, it))} ${more?.(it) ?? ''}`.trim() })),
      ]}
      onChange={(it) => choose(it as It)}
    />
  )
}
