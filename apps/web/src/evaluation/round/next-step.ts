import { today } from '../../kit/moment'
import type { RoundAnswer, Standing } from '../assessment/assessment'

export interface NextStep {
  readonly word: string
  /** With whom it lies; undefined: nothing is open. */
  readonly whose?: 'platform' | 'evaluator'
  readonly facts?: Readonly<Record<string, string>>
}

/** What one platform's assessment waits for, and with whom it lies. */
export function nextStep(it: Standing, { deadlines, stage }: RoundAnswer, actor: string, day = today()): NextStep {
  if (it.waitsForAnswer) return { word: 'answer', whose: 'evaluator' }
  switch (it.step) {
    case 'stating':
      if (it.noShow) return { word: 'noShow', whose: 'evaluator' }
      return { word: 'submit', whose: 'platform', facts: { until: it.until } }
    case 'submitted':
      return { word: 'verify', whose: 'evaluator', facts: { until: deadlines.verification } }
    case 'verified':
      // Its word is there, or the time for it is over.
      return it.replied || day > deadlines.reply
        ? { word: 'propose', whose: 'evaluator' }
        : { word: 'reply', whose: 'platform', facts: { until: deadlines.reply } }
    case 'graded':
      // Who proposed cannot be the second: for him it is somebody else's turn.
      return it.proposedBy === actor ? { word: 'second' } : { word: 'confirm', whose: 'evaluator' }
    case 'confirmed':
      return { word: stage === 'assessing' ? 'confirmed' : stage }
  }
}
