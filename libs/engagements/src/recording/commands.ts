import type { CommandIdentity } from '@pilot-ledger/http'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { EngagementChange } from '../domain/decide'
import type { EngagementContent } from '../domain/events'

/** Every command concerns one engagement and carries who asks. */
export class RecordContent {
  constructor(
    readonly engagementId: string,
    readonly content: EngagementContent,
    readonly identity: CommandIdentity,
  ) {}
}

/** Release or rejection by batch number: the product is looked up where the number is used once. */
export class DisposeBatch {
  constructor(
    readonly engagementId: string,
    readonly type: 'BatchReleased' | 'BatchRejected',
    readonly disposition: { batchNo: string; product?: string; on: string; by: string; reason?: string },
    readonly identity: CommandIdentity,
  ) {}
}

/** A correction or void by one person. */
export class ChangeEngagement {
  constructor(
    readonly engagementId: string,
    readonly change: EngagementChange,
    readonly identity: CommandIdentity,
  ) {}
}

/** The same put before a second person. */
export class ProposeChange {
  constructor(
    readonly engagementId: string,
    readonly change: EngagementChange,
    readonly identity: CommandIdentity,
  ) {}
}

export class AnswerProposal {
  constructor(
    readonly engagementId: string,
    readonly proposal: string,
    readonly answer: ProposalAnswer,
    readonly identity: CommandIdentity,
  ) {}
}
