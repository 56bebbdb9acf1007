import { figureOf, PLATFORM_FIGURES } from '../catalogue/catalogue'
import type { FigureDefinition } from '../catalogue/figure'
import { isOfRegister } from '../columns/fact-kinds'
import { Tables } from '../read-model/tables'
import { Pass } from './pass'
import { Question } from './question'

describe('given a figure whose rows lie in lanes by one day', () => {
  const question = new Question(new Tables(), { from: '2025-01-01', to: '2025-12-31' }, 0)
  const requested = (figure: FigureDefinition) => () => new Pass(question, [figure]).end()
  const byDays = PLATFORM_FIGURES.filter((it) => it.when !== 'whenever' && it.kinds.some((kind) => !isOfRegister(kind)))
  const otherDay = (it: FigureDefinition) => ({ ...it, day: it.day === 'own' ? 'contract' : 'own' }) as const

  test('when it asked for another day, or for the day on which a row ends, then it is refused, never counted by the wrong one', () => {
    expect(byDays.length).toBeGreaterThan(10)
    for (const it of byDays) {
      expect(requested(it)).not.toThrow()
      expect(requested({ ...it, when: 'inForce' })).toThrow(it.code)
    }
    for (const code of ['contractAmount', 'invoicedAmount', 'receivedAmount'])
      expect(requested(otherDay(figureOf(code) as FigureDefinition))).toThrow(code)
  })
})
