import type { DomainEvent, Recorded } from '@pilot-ledger/kernel'
import { v5 as uuidv5 } from 'uuid'
import type { EntryData, ProgrammeFigurePublished, ProgrammeOpened } from '../definitions'

export type { EntryData, ProgrammeFigurePublished, ProgrammeOpened, TargetSet } from '../definitions'

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
