import type { Refusal, Rules } from '@pilot-ledger/kernel'
import { type MembershipEnded, type MembershipStarted, PLATFORM_EVENTS, type PlatformContent } from './events'
import { kindEndedBy, kindStartedBy, refuseEnd, refuseStart, withEnd, withStart } from './memberships'
import { refuseTakenNumber } from './published-figures'
import { refuseDesignation, refuseRecognition, refuseRevocation, withRevocation } from './recognition'
import { refuseRegistered, refuseUnregistered } from './registration'
import { type PlatformState, UNREGISTERED } from './state'

/**
 * The register's rules. Entries are judged in the order of recording, also after a correction; the business dates they
 * carry may lie in any order except where one thing ends another.
 */
export const platformRules: Rules<PlatformState, PlatformContent> = {
  events: PLATFORM_EVENTS,
  initial: UNREGISTERED,
  evolve,
  refuse: (state, content, today) =>
    refuseOutOfLife(state, content) ?? PLATFORM_EVENTS.refuse(content, today) ?? refuseOnState(state, content),
  // What an entry says itself was judged when it was recorded.
  refuseStanding: (state, content) => refuseOutOfLife(state, content) ?? refuseOnState(state, content),
}

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

function refuseOutOfLife(state: PlatformState, { type }: PlatformContent): Refusal | undefined {
  return type === 'PlatformRegistered' ? refuseRegistered(state) : refuseUnregistered(state)
}

function refuseOnState(state: PlatformState, content: PlatformContent): Refusal | undefined {
  switch (content.type) {
    case 'PlatformRegistered':
      return undefined
    case 'PlatformRecognized':
      return refuseRecognition(state, content.data)
    case 'RecognitionRevoked':
      return refuseRevocation(state, content.data)
    case 'CultivationDesignated':
      return refuseDesignation(state, content.data)
    case 'FigurePublished':
      return refuseTakenNumber(state, content.data)
    default: {
      const started = kindStartedBy(content.type)
      if (started) return refuseStart(state, started, (content as MembershipStarted).data)
      const ended = kindEndedBy(content.type)
      if (ended) return refuseEnd(state, ended, (content as MembershipEnded).data)
      return unknownContent(content.type)
    }
  }
}

/** An entry this code does not know must stop the fold: skipping it would show a register that nobody decided. */
function unknownContent(type: string): never {
  throw new Error(`a platform's stream holds no ${type}`)
}
