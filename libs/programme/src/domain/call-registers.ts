import { partyKey, type Refusal, refuse } from '@pilot-ledger/kernel'
import {
  applicationDecided,
  applicationReceived,
  callClosed,
  callOpened,
  cultivationEnded,
  materialReviewed,
  siteVisited,
} from '../definitions'
import type { EntryData } from './entry'
import { called, type Register } from './register'
import { type Item, itemNamed, itemsOf, type ProgrammeState, stepOf } from './state'

/** 申报: calls and the applications they bring, from receipt to decision. */
export const CALL: Register = {
  kind: 'call',
  ...called(callOpened),
  steps: [{ ...called(callClosed), once: true, refuse: refuseEarlyClosing }],
  published: 'all',
}

export const APPLICATION: Register = {
  kind: 'application',
  ...called(applicationReceived),
  steps: [
    { ...called(materialReviewed), once: true },
    { ...called(siteVisited), needs: [reviewedFirst()], refuse: refuseUnlessPassed },
    { ...called(applicationDecided), once: true, needs: [reviewedFirst()], refuse: refuseDecision },
    { ...called(cultivationEnded), once: true, refuse: refuseCultivationEnd },
  ],
  // 认定名单: who was recognised or is cultivated. Who applied in vain, or waits for an answer, is nobody else's business.
  published: {
    fields: ['key', 'title', 'call', 'party', 'town', 'synthetic'],
    steps: {
      ApplicationDecided: ['on', 'decision', 'batch', 'document', 'synthetic'],
      CultivationEnded: ['on', 'synthetic'],
    },
    once: (type, { decision }) => type === 'ApplicationDecided' && decision !== 'refused',
  },
  refuse: refuseApplication,
}

function reviewedFirst() {
  return {
    event: 'MaterialReviewed',
    code: 'material-review-first',
    zh: '须先完成材料审查（日期不晚于本环节）',
    en: 'the material review comes first',
  }
}

function refuseEarlyClosing(state: ProgrammeState, item: Item, data: EntryData): Refusal | undefined {
  const after = itemsOf(state, 'application').find(
    (it) => itemNamed(state, 'call', it.opened.call) === item && (it.opened.on ?? '') > (data.on ?? ''),
  )
  if (!after) return undefined
  return refuse('call-closes-before-application', {
    pointer: '/on',
    zh: '截止日早于已收到的申报',
    en: 'an application was received after this day',
    facts: { application: after.opened.key ?? '', receivedOn: after.opened.on ?? '' },
  })
}

function refuseApplication(state: ProgrammeState, data: EntryData): Refusal | undefined {
  const call = itemNamed(state, 'call', data.call)
  if (!call)
    return refuse('call-not-opened', { rule: 'H8', pointer: '/call', zh: '没有该申报批次', en: 'no such call' })
  const [on, opened, closed] = [data.on ?? '', call.opened.on ?? '', stepOf(call, 'CallClosed')?.on]
  if (on < opened || (closed !== undefined && on > closed)) {
    return refuse('application-outside-call', {
      pointer: '/on',
      zh: '收到日期不在受理期内',
      en: 'received outside the days of the call',
      facts: { given: on, opened, closed: closed ?? '' },
    })
  }
  const who = keyOfParty(data)
  const again = itemsOf(state, 'application').find(
    (it) => itemNamed(state, 'call', it.opened.call) === call && keyOfParty(it.opened) === who,
  )
  if (!again) return undefined
  return refuse('applicant-applied-already', {
    rule: 'H6',
    pointer: '/party',
    zh: '该单位在本批次已申报',
    en: 'this unit has applied in this call already',
    facts: { application: again.opened.key ?? '' },
  })
}

function refuseUnlessPassed(_: ProgrammeState, item: Item): Refusal | undefined {
  if (stepOf(item, 'MaterialReviewed')?.passed !== false) return undefined
  return refuse('material-review-failed', {
    zh: '材料审查未通过，不进入现场考察',
    en: 'the material review was not passed',
  })
}

/** A decision waits for the call's end; recognition and cultivation need a site visit. */
function refuseDecision(state: ProgrammeState, item: Item, data: EntryData): Refusal | undefined {
  const call = itemNamed(state, 'call', item.opened.call)
  const closed = call && stepOf(call, 'CallClosed')?.on
  if (closed === undefined || closed > (data.on ?? '')) {
    return refuse('decision-needs-closed-call', {
      pointer: '/on',
      zh: '受理截止后方可作出决定',
      en: 'a decision comes after the call has closed',
      facts: { closed: closed ?? '' },
    })
  }
  if (data.decision !== 'refused' && !item.steps.some((it) => visitedBy(it.event, it.data, data.on ?? ''))) {
    return refuse('decision-needs-site-visit', {
      pointer: '/decision',
      zh: '认定或培育须先现场考察（日期不晚于决定）',
      en: 'recognition and cultivation need a site visit first',
    })
  }
  if (!data.carriedOver) return undefined
  if (data.decision === 'cultivated' && isCultivating(state, item, data.on ?? '')) return undefined
  return refuse('no-cultivation-to-carry-over', {
    pointer: '/carriedOver',
    zh: '该单位当日无可沿用的培育资格',
    en: 'this unit was no cultivating unit whose standing could be carried over',
  })
}

function visitedBy(event: string, data: EntryData, on: string): boolean {
  return event === 'SiteVisited' && (data.on ?? '') <= on
}

/** Whether an earlier decision made the applicant a cultivating unit, and nothing has ended that by the day. */
function isCultivating(state: ProgrammeState, item: Item, on: string): boolean {
  const who = keyOfParty(item.opened)
  const decided = itemsOf(state, 'application')
    .filter((it) => keyOfParty(it.opened) === who)
    .map((it) => ({ decision: stepOf(it, 'ApplicationDecided'), end: stepOf(it, 'CultivationEnded')?.on }))
    .filter(({ decision }) => decision !== undefined && (decision.on ?? '') <= on && decision.decision !== 'refused')
    .sort((a, b) => ((a.decision?.on ?? '') < (b.decision?.on ?? '') ? -1 : 1))
  const last = decided.at(-1)
  return last?.decision?.decision === 'cultivated' && (last.end === undefined || last.end > on)
}

function refuseCultivationEnd(_: ProgrammeState, item: Item, data: EntryData): Refusal | undefined {
  const decided = stepOf(item, 'ApplicationDecided')
  if (decided?.decision === 'cultivated' && (decided.on ?? '') < (data.on ?? '')) return undefined
  return refuse('not-a-cultivating-unit', {
    rule: 'H8',
    zh: '该申报未列为培育单位，或终止日不晚于决定日',
    en: 'this application made no cultivating unit before this day',
  })
}

function keyOfParty(data: EntryData): string {
  return data.party ? partyKey(data.party.id) : ''
}
