import { earliestDay, latestDay, type Refusal, type Rules, refuse } from '@pilot-ledger/kernel'
import { refuseTakenNumber } from '@pilot-ledger/platforms'
import { PROGRAMME_EVENTS } from '../definitions'
import { type EntryData, isOpening, isPublished, type ProgrammeContent } from './entry'
import type { Register, Step } from './register'
import { registerOpenedBy, stepNamed } from './registers'
import { firstDay, type Item, identityOf, itemNamed, type ProgrammeState, UNOPENED } from './state'

/**
 * The rules of a city's programme. Entries are judged in the order of recording, also after a correction; what order the
 * business has (a visit after a review, funds after a match) is judged by the days they carry.
 */
export const programmeRules: Rules<ProgrammeState, ProgrammeContent> = {
  events: PROGRAMME_EVENTS,
  initial: UNOPENED,
  evolve,
  refuse: (state, content, today) =>
    refuseOutOfLife(state, content) ?? PROGRAMME_EVENTS.refuse(content, today) ?? refuseOnState(state, content),
  // What an entry says itself was judged when it was recorded.
  refuseStanding: (state, content) => refuseOutOfLife(state, content) ?? refuseOnState(state, content),
}

function evolve(state: ProgrammeState, content: ProgrammeContent): ProgrammeState {
  if (isOpening(content)) return { ...state, programme: content.data }
  if (isPublished(content)) return { ...state, published: [...state.published, content.data] }
  const data = content.data as EntryData
  const register = registerOpenedBy(content.type)
  if (register) {
    const item: Item = { kind: register.kind, identity: identityOf(data.key), opened: data, steps: [] }
    return { ...state, items: [...state.items, item] }
  }
  const { register: of, step } = stepNamed(content.type) ?? unknownContent(content.type)
  const item = itemNamed(state, of.kind, data.key)
  if (!item) return state
  const after: Item = {
    ...item,
    steps: [...item.steps, { event: step.event, data }],
    ...(step.ends && { ended: data.on }),
  }
  return { ...state, items: state.items.map((it) => (it === item ? after : it)) }
}

function refuseOutOfLife({ programme }: ProgrammeState, content: ProgrammeContent): Refusal | undefined {
  if (!isOpening(content)) {
    if (!PROGRAMME_EVENTS.find(content.type)) unknownContent(content.type)
    return programme ? undefined : UNKNOWN_PROGRAMME
  }
  if (!programme) return undefined
  return refuse('programme-exists', {
    rule: 'H6',
    pointer: '/name',
    zh: '该名称的建设计划已建立',
    en: 'a programme of this name is open already',
  })
}

function refuseOnState(state: ProgrammeState, content: ProgrammeContent): Refusal | undefined {
  if (isOpening(content)) return undefined
  if (isPublished(content)) return refuseTakenNumber(state, content.data)
  const data = content.data as EntryData
  const register = registerOpenedBy(content.type)
  if (register) return refuseItem(state, register, data)
  const { register: of, step } = stepNamed(content.type) ?? unknownContent(content.type)
  return refuseStep(state, of, step, data)
}

/** An item's key is unique while it is in force, whatever its typing; it may be used again from the day the last one ended. */
function refuseItem(state: ProgrammeState, register: Register, data: EntryData): Refusal | undefined {
  const latest = itemNamed(state, register.kind, data.key)
  if (latest && (latest.ended === undefined || earliestDay(firstDay(data)) < latest.ended)) {
    return refuse('register-key-in-force', {
      rule: 'H6',
      pointer: '/key',
      zh: `该编号的${register.zh}已在册`,
      en: 'this key is in force already',
      facts: { register: register.kind, key: latest.opened.key ?? '', endedOn: latest.ended ?? '' },
    })
  }
  return register.refuse?.(state, data)
}

/** A step names an item in force, is dated no earlier than its first day, follows what it needs, and comes once where it must. */
function refuseStep(state: ProgrammeState, register: Register, step: Step, data: EntryData): Refusal | undefined {
  const item = itemNamed(state, register.kind, data.key)
  if (!item || item.ended !== undefined) {
    return refuse('register-item-not-in-force', {
      rule: 'H8',
      pointer: '/key',
      zh: `没有该编号的在册${register.zh}`,
      en: 'nothing of this register is in force under this key',
      facts: { register: register.kind, key: data.key ?? '' },
    })
  }
  return refuseOrder(item, step, data) ?? step.refuse?.(state, item, data)
}

function refuseOrder(item: Item, step: Step, data: EntryData): Refusal | undefined {
  const on = data.on ?? ''
  const began = firstDay(item.opened)
  // What ends leaves at least its first day; of a month any day may be the first.
  if (step.ends ? on <= earliestDay(began) : on < earliestDay(began)) {
    return refuse('step-before-start', {
      pointer: '/on',
      zh: `${step.zh}的日期不得早于起始日${step.ends ? '次日' : ''}`,
      en: step.ends ? 'an end comes after the first day' : 'dated before the item began',
      facts: { given: on, began: latestDay(began) },
    })
  }
  if (step.once && item.steps.some((it) => it.event === step.event)) {
    return refuse('step-taken-already', {
      rule: 'H6',
      zh: `${step.zh}已登记`,
      en: 'this step is recorded already',
      facts: { step: step.event, key: item.opened.key ?? '' },
    })
  }
  const missing = step.needs?.find(
    (needed) => !item.steps.some((it) => it.event === needed.event && (it.data.on ?? '') <= on),
  )
  if (!missing) return undefined
  return refuse(missing.code, { pointer: '/on', zh: missing.zh, en: missing.en, facts: { key: item.opened.key ?? '' } })
}

/** An entry this code does not know must stop the fold: skipping it would show registers that nobody decided. */
function unknownContent(type: string): never {
  throw new Error(`a programme's stream holds no ${type}`)
}

/** H8. */
export const UNKNOWN_PROGRAMME = refuse('unknown-programme', {
  rule: 'H8',
  zh: '没有该建设计划（或截止时尚未建立）',
  en: 'there is no such programme, or it was not open yet at this cut',
})
