import type { BusinessDate } from '@pilot-ledger/kernel'
import type { Deadlines } from './forms'

/** What of one platform's assessment says whose turn it is: as the state has it, and as it is answered. */
export interface Standing {
  readonly step: 'stating' | 'submitted' | 'verified' | 'graded' | 'confirmed'
  readonly noShow: boolean
  readonly replied: boolean
  readonly waitsForAnswer: boolean
  /** The platform's last day to submit. */
  readonly until: BusinessDate
  /** Absent where it is not told. */
  readonly proposedBy?: string
}
export interface StandingRound {
  readonly deadlines: Pick<Deadlines, 'verification' | 'reply'>
  readonly stage: 'assessing' | 'sealed' | 'published'
}

export interface NextStep {
  readonly word: string
  /** With whom it lies; undefined: nothing is open. */
  readonly whose?: 'platform' | 'evaluator'
  readonly facts?: { readonly until: BusinessDate }
}

/** What one platform's assessment waits for on a day, and with whom it lies. `actor`: who looks. */
export function nextStep(
  it: Standing,
  { deadlines, stage }: StandingRound,
  actor: string,
  day: BusinessDate,
): NextStep {
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
