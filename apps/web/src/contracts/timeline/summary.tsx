import { t } from 'i18next'
import { Money } from '../../money/money'
import { type Content, contentOf, definitionOf } from './content'
import { partsOf } from './summary-parts'

/** What an entry says in one line, as its kind is read. */
export function Said({ content: { type, data } }: { content: Content }) {
  const definition = definitionOf(type)
  const parts = definition ? partsOf(definition, data) : []
  return (
    <span className="summary">
      {parts.map((it, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one entry never change their order
        <span key={i}>
          {it.label && `${t(it.label)} `}
          {'amount' in it ? <Money value={it.amount} /> : 'word' in it ? t(it.word) : it.text}
          {it.unit && ` ${t(it.unit)}`}
        </span>
      ))}
    </span>
  )
}

/** Why something was corrected, voided or proposed. */
export function Reason({ entry: { type, data } }: { entry: Content }) {
  const changes = type === 'EntryCorrected' || !contentOf({ type, data })
  if (!changes || typeof data.reason !== 'string') return null
  return (
    <em>
      {t('reason')}：{data.reason}
    </em>
  )
}
