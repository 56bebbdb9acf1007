import {
  type BusinessDate,
  type Checked,
  type DomainEvent,
  type History,
  type Recorded,
  type Rules,
  refuse,
} from '@pilot-ledger/kernel'
import type { RequestIdentity } from './recorder'

/** What is told with the answer of a command, beside that it is recorded; absent where a capability has nothing to tell. */
export interface Brought {
  readonly warnings?: readonly object[]
  readonly takenAlong?: readonly object[]
}

/** One kind of stream that commands are decided on, each stream about one subject: a contract, a platform's closes, a round. */
export interface Deciding<State = unknown, Content extends DomainEvent = DomainEvent> {
  readonly rules: Rules<State, Content>
  streamOf(subject: string): string
  broughtBy?(history: History<State, Content>, events: readonly Recorded<Content>[], now: number): Brought
}

// biome-ignore lint/suspicious/noExplicitAny: whose state and contents it holds is its own business.
export type AnyDeciding = Deciding<any, any>

/** A request as it came in, beside its body. */
export interface Submission<State, Content extends DomainEvent> {
  readonly subject: string
  readonly identity: RequestIdentity
  /** The stream as it is now, for what is looked up to rest on: has it moved when it is decided, all is looked up again. */
  history(): Promise<History<State, Content>>
}

/** What is recorded of a request, or why not; pure, and called again where another writer was faster. */
export type Decider<State, Content extends DomainEvent> = (
  history: History<State, Content>,
  today: BusinessDate,
  now: number,
) => Checked<readonly Recorded<Content>[]>

/**
 * Decided where what was looked up is not enough for the stream as it is now: all is looked up again. Who finds it too often is told.
 */
export const LOOK_AGAIN = refuse('concurrent-change', {
  zh: '记录正被频繁修改，请重试',
  en: 'others are changing this record; try again',
})

/**
 * A request that is no content itself (a close is approved, a statement brought): looks up what the decision leans on outside the
 * stream, and gives the decision. What it refuses or throws is told where it is decided, so that a request repeated under its key
 * gets its first answer whatever has become of what it rested on.
 */
export type RequestOf<State, Content extends DomainEvent, Body> = (
  body: Body,
  submission: Submission<State, Content>,
) => Checked<Decider<State, Content>> | Promise<Checked<Decider<State, Content>>>

/** The names of a service's requests: those of its methods that give a decision. */
export type RequestName<Service> = {
  // biome-ignore lint/suspicious/noExplicitAny: whatever body and state each of them takes.
  [Name in keyof Service]: Service[Name] extends RequestOf<any, any, any> ? Name : never
}[keyof Service] &
  string
export type BodyOf<Service, Name extends keyof Service> = Service[Name] extends (
  body: infer Body,
  ...rest: never
) => unknown
  ? Body
  : never
