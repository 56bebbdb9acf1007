import { t } from 'i18next'
import type { Entry } from '../../api/shapes'
import { Money } from '../../money/money'
import { type Content, contentOf, definitionOf } from './content'
import { partsOf } from './summary-parts'

/** What an entry says in one line, as its kind is read. */
export function Summary({ entry }: { entry: Entry }) {
  const content = contentOf(entry)
  const reason = typeof entry.data.reason === 'string' ? entry.data.reason : undefined
  return (
    <span className="summary">
      {content && <Said content={content} />}
      {(!content || entry.type === 'EntryCorrected') && reason && (
        <em>
          {t('reason')}：{reason}
        </em>
      )}
    </span>
  )
}

export function Said({ content: { type, data } }: { content: Content }) {
  const definition = definitionOf(type)
  const parts = definition ? partsOf(definition, data) : []
  return parts.map((it, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one entry never change their order
    <span key={i}>
      {it.label && `${t(it.label)} `}
      {'amount' in it ? <Money value={it.amount} /> : 'word' in it ? t(it.word) : it.text}
      {it.unit && ` ${t(it.unit)}`}
    </span>
  ))
}
