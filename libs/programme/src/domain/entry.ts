import type { BusinessDate, DayOrMonth, DomainEvent, Party, Recorded } from '@pilot-ledger/kernel'
import type { FigurePublished } from '@pilot-ledger/platforms'
import { v5 as uuidv5 } from 'uuid'

/**
 * What an entry of a programme says. Which of these fields it has, and what they must look like, is told by the table of
 * registers; every entry but the opening of the programme names its item by `key`.
 */
export interface EntryData {
  readonly key?: string
  readonly title?: string
  /** The first day of what stands for a time. */
  readonly from?: DayOrMonth
  /** The day of what happened. */
  readonly on?: BusinessDate
  readonly reason?: string
  readonly document?: string
  readonly batch?: string
  /** Applicant, nominee, poster, solver, sharing unit, member: as the register says. */
  readonly party?: Party
  readonly town?: string
  readonly call?: string
  readonly platform?: string
  readonly cultivatingUnit?: boolean
  readonly carriedOver?: boolean
  readonly decision?: string
  readonly passed?: boolean
  readonly by?: BusinessDate
  readonly until?: BusinessDate
  readonly amount?: string
  readonly sort?: string
  readonly element?: string
  readonly line?: string
  readonly technologies?: readonly string[]
  readonly grade?: string
  readonly most?: string
  readonly figure?: string
  readonly atLeast?: string
  readonly scope?: string
  readonly synthetic?: boolean
}

export type ProgrammeOpened = DomainEvent<
  'ProgrammeOpened',
  {
    /** Verbatim; names the programme (its id derives from it), so it cannot be corrected. */
    readonly name: string
    readonly openedOn: BusinessDate
    readonly document?: string
    readonly synthetic?: boolean
  }
>

/** A figure that a letter states of the programme; `states: 'target'`: not what is, but what is aimed at. */
export type ProgrammeFigurePublished = DomainEvent<
  'FigurePublished',
  FigurePublished['data'] & { readonly states?: 'target' }
>

/** An entry of one of the registers: its type is a word of the table. */
export type RegisterEntry = DomainEvent<string, EntryData>

export type ProgrammeContent = ProgrammeOpened | ProgrammeFigurePublished | RegisterEntry
export type ProgrammeEvent = Recorded<ProgrammeContent>

/** The ledger's own UUID namespace of programmes (random once, fixed for ever). */
const PROGRAMME = '4b1f6a52-9c0d-4f7e-8d63-7a2be0c5d914'

/** A programme is named by its registered name. */
export function programmeIdOf(name: string): string {
  return uuidv5(name, PROGRAMME)
}

export function isOpening(content: ProgrammeContent): content is ProgrammeOpened {
  return content.type === 'ProgrammeOpened'
}

export function isPublished(content: ProgrammeContent): content is ProgrammeFigurePublished {
  return content.type === 'FigurePublished'
}
