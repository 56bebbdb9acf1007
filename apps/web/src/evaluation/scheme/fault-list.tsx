import { Alert } from 'antd'
import type { Problem } from '../../api/ask'
import { problemText } from '../../kit/page'
import { spoken, t, wordIn } from '../../words/word'
import type { Fault } from './editing'
import { nameOf } from './named'
import { stepsOf } from './place-in-words'

/** All that is refused, each by its place in words and leading there; as JSON by its pointer. */
export function FaultList({
  problem,
  faults,
  scheme,
}: {
  problem: Problem | undefined
  faults: readonly Fault[]
  /** Undefined: the text is shown, not the table. */
  scheme: object | undefined
}) {
  if (faults.length === 0 && (!problem || (problem.errors?.length ?? 0) > 0)) return null
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={faults.length > 0 ? t('scheme.faults', { count: faults.length }) : problemText(problem as Problem)}
      description={
        <ul className="evidence-list">
          {faults.map((it) => (
            <li key={`${it.pointer} ${it.code} ${it.en}`}>
              {scheme === undefined ? (
                <code>{it.pointer || '/'}</code>
              ) : (
                <button type="button" className="as-link" onClick={() => focusAt(it.pointer)}>
                  {placeInWords(scheme, it.pointer)}
                </button>
              )}{' '}
              {spoken(it)}
            </li>
          ))}
        </ul>
      }
    />
  )
}

function placeInWords(scheme: object, pointer: string): string {
  const steps = stepsOf(scheme, pointer, (it) => nameOf(it))
  // Of an indicator in a ratio it is how many times as much, of a consequence how many times in a row.
  const inARow = pointer.startsWith('/content/consequences/')
  return steps
    .map((it) =>
      'named' in it ? it.named : inARow && it.key === 'times' ? t('schemeMaking.times') : wordOf(it.key, it.no),
    )
    .join(' › ')
}

const wordOf = (key: string, no: number | undefined) => {
  const word = t(wordIn('schemeField', key), { defaultValue: key })
  return no === undefined ? word : `${word} ${no}`
}

/** The cursor into the cell that a pointer names, or into the nearest around it. */
export function focusAt(pointer: string): void {
  for (let at = pointer; at !== ''; at = at.replace(/\/[^/]*$/, '')) {
    const found = document.getElementById(at) ?? document.querySelector<HTMLElement>(`[id^="${CSS.escape(at)}/"]`)
    const field = found?.matches('input, textarea, select') ? found : (found?.querySelector('input') ?? found)
    if (!field) continue
    field.scrollIntoView({ block: 'center' })
    field.focus({ preventScroll: true })
    return
  }
}
