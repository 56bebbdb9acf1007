import type { Type } from '@nestjs/common'
import type { DomainEvent, ProposedChange } from '@pilot-ledger/kernel'
import type { Capability } from './capability'
import type { AnyDeciding, BodyOf, RequestName } from './deciding'
import type { ProposalAnswer } from './proposals'
import type { RequestIdentity } from './recorder'

/** Which capability a command is for; Nest provides it. */
// biome-ignore lint/suspicious/noExplicitAny: whose state and contents it holds is its own business.
export type CapabilityType = Type<Capability<any, any>>

/** Every command concerns one subject (a contract, a platform, a programme) and carries who asks. */
export class RecordEntry {
  constructor(
    readonly of: CapabilityType,
    readonly subject: string,
    readonly content: DomainEvent,
    readonly identity: RequestIdentity,
  ) {}
}

/** A correction or void by one person. */
export class ChangeEntry {
  constructor(
    readonly of: CapabilityType,
    readonly subject: string,
    readonly change: ProposedChange,
    readonly identity: RequestIdentity,
  ) {}
}

/** The same put before a second person. */
export class ProposeChange {
  constructor(
    readonly of: CapabilityType,
    readonly subject: string,
    readonly change: ProposedChange,
    readonly identity: RequestIdentity,
  ) {}
}

export class AnswerProposal {
  constructor(
    readonly of: CapabilityType,
    readonly subject: string,
    readonly proposal: string,
    readonly answer: ProposalAnswer,
    readonly identity: RequestIdentity,
  ) {}
}

/** A request that is no content itself: `request` is the method of the service `of` that gives its decision. */
export class Decide<
  Service extends AnyDeciding = AnyDeciding,
  Name extends RequestName<Service> = RequestName<Service>,
> {
  constructor(
    readonly of: Type<Service>,
    readonly request: Name,
    readonly subject: string,
    readonly body: BodyOf<Service, Name>,
    readonly identity: RequestIdentity,
  ) {}
}
