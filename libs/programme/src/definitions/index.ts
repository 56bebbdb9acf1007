import { EventDefinitions, type EventOf } from '@pilot-ledger/kernel'
import * as calls from './calls'
import { programmeFigurePublished, programmeOpened } from './programme'
import * as standing from './standing'

export * from './calls'
export { programmeFigurePublished, programmeOpened } from './programme'
export * from './standing'

/** What is recorded in the registers. */
const OF_REGISTERS = [
  calls.callOpened,
  calls.callClosed,
  calls.applicationReceived,
  calls.materialReviewed,
  calls.siteVisited,
  calls.applicationDecided,
  calls.cultivationEnded,
  calls.provincialNominationMade,
  calls.provincialRecognitionGranted,
  calls.provincialRecognitionDeclined,
  calls.demandPosted,
  calls.demandMatched,
  calls.demandFunded,
  standing.townListed,
  standing.townDelisted,
  standing.equipmentListed,
  standing.listingRenewed,
  standing.equipmentDelisted,
  standing.allianceJoined,
  standing.allianceLeft,
  standing.elementLinked,
  standing.elementUnlinked,
  standing.lineUpgraded,
  standing.lineUpgradeEnded,
  standing.policyIssued,
  standing.policyEnded,
  standing.targetSet,
  standing.targetWithdrawn,
] as const
type OfRegisters = (typeof OF_REGISTERS)[number]

/** Everything that can be said of a programme, before corrections. */
export const PROGRAMME_EVENTS = new EventDefinitions<
  typeof programmeOpened | typeof programmeFigurePublished | OfRegisters
>([programmeOpened, programmeFigurePublished, ...OF_REGISTERS])

type DataOfRegisters = EventOf<OfRegisters>['data']
type NameIn<Data> = Data extends Data ? keyof Data : never
type ValueIn<Data, Name> = Data extends Data ? (Name extends keyof Data ? Data[Name] : never) : never
/** What an entry of a register says, whichever it is: all but the opening of the programme name their item by `key`. */
export type EntryData = { readonly [Name in NameIn<DataOfRegisters>]?: ValueIn<DataOfRegisters, Name> }
export type TargetSet = Extract<EventOf<OfRegisters>, { type: 'TargetSet' }>['data']
export type ProgrammeOpened = EventOf<typeof programmeOpened>
export type ProgrammeFigurePublished = EventOf<typeof programmeFigurePublished>
