import {
  type BusinessDate,
  earliestDay,
  latestDay,
  parseBusinessDate,
  type Refusal,
  type Rules,
  refuse,
  refuseText,
} from '@pilot-ledger/kernel'
import { PLATFORM_EVENTS, refuseTakenNumber } from '@pilot-ledger/platforms'
import { type EntryData, isOpening, isPublished, type ProgrammeContent, type ProgrammeOpened } from './entry'
import { LONGEST, refusalOf, refuseFields, refuseFuture } from './field'
import type { Register, Step } from './register'
import { registerOpenedBy, stepNamed } from './registers'
import { firstDay, type Item, identityOf, itemNamed, type ProgrammeState, UNOPENED } from './state'

/**
 * The rules of a city's programme. Entries are judged in the order of recording, also after a correction; what order the
 * business has (a visit after a review, funds after a match) is judged by the days they carry.
 */
export const programmeRules: Rules<ProgrammeState, ProgrammeContent> = {
  initial: UNOPENED,
  evolve,
  refuse: refuseContent,
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

function refuseContent(state: ProgrammeState, content: ProgrammeContent, today: BusinessDate): Refusal | undefined {
  if (isOpening(content)) return refuseProgramme(state, content.data, today)
  if (!state.programme) return UNKNOWN_PROGRAMME
  if (isPublished(content)) {
    const { states: _, ...stated } = content.data
    const figure = { type: content.type, data: stated }
    return PLATFORM_EVENTS.refuse(figure, today) ?? refuseTakenNumber(state, stated)
  }
  const data = content.data as EntryData
  const register = registerOpenedBy(content.type)
  if (register) return refuseItem(state, register, data, today)
  const { register: of, step } = stepNamed(content.type) ?? unknownContent(content.type)
  return refuseStep(state, of, step, data, today)
}

function refuseProgramme(state: ProgrammeState, data: ProgrammeOpened['data'], today: BusinessDate) {
  if (state.programme) {
    return refuse('programme-exists', {
      rule: 'H6',
      pointer: '/name',
      zh: '该名称的统筹已建立',
      en: 'a programme of this name is open already',
    })
  }
  return (
    refuseText(data.name, LONGEST.title, '/name') ??
    refusalOf(parseBusinessDate(data.openedOn, '/openedOn')) ??
    refuseFuture(data.openedOn, today, '/openedOn')
  )
}

/** An item's key is unique while it is in force, whatever its typing; it may be used again from the day the last one ended. */
function refuseItem(state: ProgrammeState, register: Register, data: EntryData, today: BusinessDate) {
  const refusal = refuseFields(register.fields, data, today)
  if (refusal) return refusal
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
function refuseStep(state: ProgrammeState, register: Register, step: Step, data: EntryData, today: BusinessDate) {
  const refusal = refuseFields({ key: { form: 'key', zh: '编号' }, ...step.fields }, data, today)
  if (refusal) return refusal
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
  zh: '没有该统筹（或截止时尚未建立）',
  en: 'there is no such programme, or it was not open yet at this cut',
})
