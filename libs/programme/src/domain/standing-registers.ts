import { earliestDay, type Refusal, refuse } from '@pilot-ledger/kernel'
import * as events from '../definitions'
import type { EntryData } from './entry'
import { called, ending, type Register } from './register'
import { itemsOf, type ProgrammeState } from './state'

export const TOWN: Register = {
  kind: 'town',
  ...called(events.townListed),
  steps: [ending(events.townDelisted)],
  published: 'all',
}

export const LISTING: Register = {
  kind: 'listing',
  ...called(events.equipmentListed),
  steps: [called(events.listingRenewed), ending(events.equipmentDelisted)],
  // Listed to be found by others; why something is no longer offered is its owner's to say.
  published: {
    fields: ['key', 'title', 'party', 'sort', 'from', 'until', 'synthetic'],
    steps: {
      ListingRenewed: ['on', 'until', 'synthetic'],
      EquipmentDelisted: ['on', 'synthetic'],
    },
  },
}

export const MEMBER: Register = {
  kind: 'member',
  ...called(events.allianceJoined),
  steps: [ending(events.allianceLeft)],
  published: {
    fields: ['key', 'party', 'from', 'document', 'synthetic'],
    steps: { AllianceLeft: ['on', 'synthetic'] },
  },
}

export const ELEMENT: Register = {
  kind: 'element',
  ...called(events.elementLinked),
  steps: [ending(events.elementUnlinked)],
  published: 'counts',
}

export const UPGRADE: Register = {
  kind: 'upgrade',
  ...called(events.lineUpgraded),
  steps: [ending(events.lineUpgradeEnded)],
  published: 'counts',
}

export const POLICY: Register = {
  kind: 'policy',
  ...called(events.policyIssued),
  steps: [ending(events.policyEnded)],
  published: 'all',
  refuse: refuseSubsidyRule,
}

/** 目标: at least so many of a figure, by a day; without a day it stands. */
export const TARGET: Register = {
  kind: 'target',
  ...called(events.targetSet),
  steps: [ending(events.targetWithdrawn)],
  published: 'all',
}

/** F22 is one rule at a time: which of two caps would hold on a day nobody could say. */
function refuseSubsidyRule(state: ProgrammeState, data: EntryData): Refusal | undefined {
  if (data.most === undefined) return undefined
  const first = earliestDay(data.from ?? '')
  const rival = itemsOf(state, 'policy').find(
    ({ opened, ended }) => opened.most !== undefined && endOf(opened.until, ended) > first && overlaps(opened, data),
  )
  if (!rival) return undefined
  return refuse('subsidy-rule-in-force', {
    rule: 'H6',
    pointer: '/most',
    zh: '同期已有补助规定',
    en: 'a subsidy rule is in force in these days already',
    facts: { policy: rival.opened.key ?? '' },
  })
}

const LAST = '9999-12-31'
/** First day no longer in force, roughly: a text that compares. */
const endOf = (until: string | undefined, ended: string | undefined) =>
  [ended ?? LAST, until === undefined ? LAST : `${until}~`].sort()[0]
const overlaps = (a: EntryData, b: EntryData) => earliestDay(a.from ?? '') <= (b.until ?? LAST)
