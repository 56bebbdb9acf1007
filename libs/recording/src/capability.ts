import type {
  AnyEventDefinition,
  BusinessDate,
  Checked,
  DomainEvent,
  EntryCorrected,
  EntryVoided,
  EventDefinitions,
  History,
  ProposedChange,
  ProposedEntries,
  Refusal,
} from '@pilot-ledger/kernel'
import type { Requested } from './dated-rule'
import type { Deciding } from './deciding'
import type { RequestIdentity } from './recorder'

/** Corrections and voids, in the order they are appended. */
export type Changes<Content extends DomainEvent> = readonly (EntryCorrected<Content> | EntryVoided)[]

/**
 * 登记: one kind of stream in which entries are recorded, corrected, voided and put before a second person. What is the same of all
 * of them (commands, doors, proposals, answers) is written once over this.
 */
export interface Capability<State = unknown, Content extends DomainEvent = DomainEvent>
  extends Deciding<State, Content> {
  readonly events: EventDefinitions<AnyEventDefinition>
  /** The subject that a content opens. */
  subjectOf(content: Content): Promise<string>
  /** What a content or change leans on outside its stream, looked up before anything is decided. */
  refuseOutside?(
    requested: Content | ProposedChange<Content> | ProposedEntries<Content>,
    subject: string,
  ): Promise<Refusal | undefined>
  /** A content as it was sent, with what only the history knows. */
  completed?(history: History<State, Content>, content: Content): Checked<Content>
  decide(history: History<State, Content>, content: Content, today: BusinessDate): Checked<readonly Content[]>
  decideChange(
    history: History<State, Content>,
    change: ProposedChange<Content>,
    today: BusinessDate,
    subject: string,
  ): Checked<Changes<Content>>
  /** Who asks for an entry. Absent: its days are nobody's business. */
  requested?(subject: string, identity: RequestIdentity, content: Content): Promise<Requested>
  /** Who asks for a change of what stands. */
  requestedToChange?(subject: string, identity: RequestIdentity, change: ProposedChange<Content>): Promise<Requested>
  /** Around a change by one person, where what it does depends on the changes of others. */
  inTurn?<T>(work: () => Promise<T>): Promise<T>
}
