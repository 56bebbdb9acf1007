import { type BusinessDate, type DayOrMonth, earliestDay, parseDayOrMonth } from '../business-date'
import type { DomainEvent, JsonObject } from '../entry'
import { isRefusal, type Refusal, refuse, together } from '../refusal'
import type { DataOf } from './field'
import { type Fields, type FormKind, refuseFields } from './form'

/** How a command that records an event is reached: `POST <base>/<path>`. */
export interface Route {
  /** Below the address of its subject; parts like `:batchNo` are named in `fromPath`. Empty: the event opens its subject. */
  readonly path: string
  /** The action of the table role × action. */
  readonly action: string
  /** Field → the part of the path it is read from. */
  readonly fromPath?: Readonly<Record<string, string>>
  /** Fields that may be left out where the ledger knows them itself. */
  readonly mayBeLeftOut?: readonly string[]
}

/** A part of the line by which a person sees an entry: a field, a sign between fields, or a share of a total. */
export type SummaryPart<Name extends string = string> =
  | Name
  | { readonly sign: string }
  | { readonly labelled: Name }
  | { readonly joined: readonly Name[] }
  | { readonly share: Name; readonly of: Name }

/**
 * An event, defined once: its type in code, the check at the door and in corrections and imports, its component in the document,
 * its route and right, its day, its name and summary wherever it is shown, and the page's form follow from this.
 */
export interface EventDefinition<Type extends string = string, F extends Fields = Fields> {
  readonly type: Type
  readonly zh: string
  readonly en: string
  readonly fields: F
  /** Its component in the document, where that is not named as its type: of events that say the same, or of two of one type. */
  readonly component?: string
  /** The field of its business day; an event without one has none. */
  readonly day?: Extract<keyof F, string>
  readonly summary: readonly SummaryPart<Extract<keyof F, string>>[]
  readonly route?: Route
  /** The group of the page's menu in which it is recorded. */
  readonly group?: string
  /** Recorded every day: one click. */
  readonly daily?: true
  /** The kind of paper that usually proves it. */
  readonly evidence?: string
  /** Where it is what a contract is for, or breaks it off: told by its colour wherever entries are shown. */
  readonly outcome?: 'achieved' | 'brokenOff'
  /** On its day it moves an amount that a closed month holds. */
  readonly movesMoney?: true
  /**
   * 公信: others are held to it, so its entry names a checkpoint of what was recorded before it, and another is signed at once.
   * `sealed`: where a ledger requires witnesses, it waits for their cosignatures.
   */
  readonly attested?: Attested
  /** What its fields must not say together. */
  refuse?(data: DataOf<F>): Refusal | undefined
  /**
   * How older shapes become the next ones: `lifts[0]` takes version 1. What is stored stays as it is. The current version is one
   * more than there are steps, so a new shape cannot be written without saying how the old one is read.
   */
  readonly lifts?: readonly ((data: JsonObject) => JsonObject)[]
}
export type Attested = 'sealed' | 'published'
/** Any definition: for who goes through all of them. */
// biome-ignore lint/suspicious/noExplicitAny: `refuse` takes the data of its own fields, which a list of all cannot name.
export type AnyEventDefinition = EventDefinition<string, any>

export function defineEvent<const Type extends string, F extends Fields>(
  definition: EventDefinition<Type, F>,
): EventDefinition<Type, F> {
  return definition
}

/** The event of a definition; of a union of them, the union. */
export type EventOf<D> = D extends EventDefinition<infer Type, infer F> ? DomainEvent<Type, DataOf<F>> : never

/** The version that is written, and the only one that is understood once it is lifted. */
export const currentVersion = ({ lifts = [] }: Pick<AnyEventDefinition, 'lifts'>): number => lifts.length + 1

interface DayOfEntry {
  readonly field: string
  /** Of a month the first. */
  readonly day: BusinessDate
  readonly stated: DayOrMonth
}

/** The definitions of one kind of stream, found by the type of their events. */
export class EventDefinitions<Definition extends AnyEventDefinition = AnyEventDefinition> {
  private readonly byType: ReadonlyMap<string, Definition>

  constructor(readonly all: readonly Definition[]) {
    this.byType = new Map(all.map((it) => [it.type, it]))
    if (this.byType.size < all.length) throw new Error('two events are defined under one type')
  }

  find(type: string): Definition | undefined {
    return this.byType.get(type)
  }

  /** Throws for a type that is not defined here. */
  of(type: string): Definition {
    const found = this.byType.get(type)
    if (!found) throw new Error(`no event ${type} is defined here`)
    return found
  }

  /** What one entry says itself, whatever came before it: its faults, each with its pointer. `today` is the day of recording. */
  refuse(content: DomainEvent, today: BusinessDate): Refusal | undefined {
    const { fields, refuse } = this.of(content.type)
    const ofFields = refuseFields(fields, content.data)
    const future = this.refuseFuture(content, today)
    // What its fields must not say together is asked of fields that each say something.
    const own = ofFields ? undefined : refuse?.(content.data as never)
    return ofFields || future || own ? together(ofFields, future, own) : undefined
  }

  /** The business day of an entry: the first of those on which it counts; of a month its first day. */
  dayOf(content: DomainEvent): BusinessDate | undefined {
    const { day } = this.of(content.type)
    return day === undefined ? undefined : this.daysOf(content).at(0)?.day
  }

  /** Every day of something that happened, the business day first; a field within another is named by its path. */
  daysOf({ type, data }: DomainEvent): readonly DayOfEntry[] {
    return this.dayFields(type).flatMap((path) => {
      const value = valueAt(data, path)
      return typeof value === 'string' ? [{ field: path.join('/'), day: earliestDay(value), stated: value }] : []
    })
  }

  /** The last of them, asked of every entry that is counted: nothing is made for it. */
  lastDayOf({ type, data }: DomainEvent): BusinessDate | undefined {
    let last: BusinessDate | undefined
    for (const path of this.dayFields(type)) {
      const value = valueAt(data, path)
      if (typeof value !== 'string') continue
      const day = earliestDay(value)
      if (last === undefined || day > last) last = day
    }
    return last
  }

  /** H9: a day, or a month that has begun, not after the day of recording. What is promised may lie ahead. */
  private refuseFuture(content: DomainEvent, today: BusinessDate): Refusal | undefined {
    const last = this.lastDayOf(content)
    if (last === undefined || last <= today) return undefined
    const ahead = this.daysOf(content).filter(({ day, stated }) => day > today && parsesAsDay(stated))
    return together(
      ...ahead.map(({ field, stated }) =>
        refuse('dated-in-the-future', {
          rule: 'H9',
          pointer: `/${field}`,
          zh: '日期晚于登记当日（北京时间）',
          en: 'the date is after the day of recording (Asia/Shanghai)',
          facts: { given: stated, today },
        }),
      ),
    )
  }

  private readonly dayFieldsOf = new Map<string, readonly (readonly string[])[]>()
  private dayFields(type: string): readonly (readonly string[])[] {
    const known = this.dayFieldsOf.get(type)
    if (known) return known
    const { fields, day } = this.of(type)
    const found = [...pathsOfKind(fields, 'day', 'dayOrMonth')].sort(
      (a, b) => Number(b[0] === day) - Number(a[0] === day),
    )
    this.dayFieldsOf.set(type, found)
    return found
  }
}

/** What is no day has its fault already, and lies nowhere. */
const parsesAsDay = (stated: string) => !isRefusal(parseDayOrMonth(stated))

function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data
  for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
  return value
}

/** Where the fields stand that have one of these forms, in their order; of an object its parts, of a list of them nothing. */
export function pathsOfKind(fields: Fields, ...kinds: readonly FormKind[]): readonly (readonly string[])[] {
  return Object.entries(fields).flatMap(([name, { form }]) => {
    if (kinds.includes(form.kind)) return [[name]]
    return form.many ? [] : pathsOfKind(form.parts ?? {}, ...kinds).map((path) => [name, ...path])
  })
}
