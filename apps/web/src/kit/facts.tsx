import { t } from 'i18next'
import { Fragment, type ReactNode } from 'react'
import type { Word } from '../words/word'

/** What is known of one thing, each by its word; what there is nothing of is left out. */
export function Facts({
  facts,
  className = '',
}: {
  facts: readonly (readonly [word: Word, it: ReactNode] | false | undefined)[]
  className?: string
}) {
  return (
    <dl className={`row-facts ${className}`}>
      {facts
        .filter((it) => it !== false && it !== undefined)
        .map(([word, it]) => (
          <Fragment key={word}>
            <dt>{t(word)}</dt>
            <dd>{it}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
