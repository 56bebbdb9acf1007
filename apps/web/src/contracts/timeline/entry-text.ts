import type { Entry } from '../../api/ask'
import { useCatalogue } from '../../figures/figure'
import { shown } from '../../money/amount'
import { t, wordIn } from '../../words/word'
import { contentOf, definitionOf, statedDayOf } from './content'
import { type Part, partsOf } from './summary-parts'

/** An entry in one line of plain text: what it is, its day, and what it says. */
export function useEntryText(): (entry: Pick<Entry, 'type' | 'data'>) => string {
  const { nameOf } = useCatalogue()
  const textOf = (it: Part) => {
    if ('amount' in it) return shown(it.amount, 'yuan')
    if ('figure' in it) return nameOf(it.figure)
    return 'word' in it ? t(it.word) : it.text
  }
  return (entry) => {
    const content = contentOf(entry)
    if (!content) return t(wordIn('entry', entry.type))
    const definition = definitionOf(content.type)
    const parts = definition ? partsOf(definition, content.data) : []
    const said = parts.map((it) =>
      [it.label && t(it.label), textOf(it), it.unit && t(it.unit)].filter(Boolean).join(' '),
    )
    return [t(wordIn('entry', content.type)), statedDayOf(content), ...said].filter(Boolean).join(' ')
  }
}
