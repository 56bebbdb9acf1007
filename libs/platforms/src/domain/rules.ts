import type { BusinessDate, Refusal, Rules } from '@pilot-ledger/kernel'
import type { MembershipEnded, MembershipStarted, PlatformContent } from './events'
import { kindEndedBy, kindStartedBy, refuseEnd, refuseStart, withEnd, withStart } from './memberships'
import { refusePublished } from './published-figures'
import { refuseDesignation, refuseRecognition, refuseRevocation, withRevocation } from './recognition'
import { refuseRegistration, refuseUnregistered } from './registration'
import { type PlatformState, UNREGISTERED } from './state'

/**
 * The register's rules. Entries are judged in the order of recording, also after a correction; the business dates they
 * carry may lie in any order except where one thing ends another.
 */
export const platformRules: Rules<PlatformState, PlatformContent> = { initial: UNREGISTERED, evolve, refuse }

function evolve(state: PlatformState, content: PlatformContent): PlatformState {
  switch (content.type) {
    case 'PlatformRegistered':
      return { ...state, registration: content.data }
    case 'PlatformRecognized':
      return { ...state, recognitions: [...state.recognitions, content.data] }
    case 'RecognitionRevoked':
      return withRevocation(state, content.data)
    case 'CultivationDesignated':
      return { ...state, cultivation: [...state.cultivation, content.data] }
    case 'FigurePublished':
      return { ...state, published: [...state.published, content.data] }
    default: {
      const started = kindStartedBy(content.type)
      if (started) return withStart(state, started, (content as MembershipStarted).data)
      const ended = kindEndedBy(content.type)
      if (ended) return withEnd(state, ended, (content as MembershipEnded).data)
      return unknownContent(content.type)
    }
  }
}

function refuse(state: PlatformState, content: PlatformContent, today: BusinessDate): Refusal | undefined {
  if (content.type === 'PlatformRegistered') return refuseRegistration(state, content.data, today)
  return refuseUnregistered(state) ?? refuseOnRegistered(state, content, today)
}

function refuseOnRegistered(state: PlatformState, content: PlatformContent, today: BusinessDate): Refusal | undefined {
  switch (content.type) {
    case 'PlatformRecognized':
      return refuseRecognition(state, content.data, today)
    case 'RecognitionRevoked':
      return refuseRevocation(state, content.data, today)
    case 'CultivationDesignated':
      return refuseDesignation(state, content.data, today)
    case 'FigurePublished':
      return refusePublished(state, content.data, today)
    default: {
      const started = kindStartedBy(content.type)
      if (started) return refuseStart(state, started, (content as MembershipStarted).data, today)
      const ended = kindEndedBy(content.type)
      if (ended) return refuseEnd(state, ended, (content as MembershipEnded).data, today)
      return unknownContent(content.type)
    }
  }
}

/** An entry this code does not know must stop the fold: skipping it would show a register that nobody decided. */
function unknownContent(type: string): never {
  throw new Error(`a platform's stream holds no ${type}`)
}
