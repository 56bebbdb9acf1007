import type { CommandIdentity } from '@pilot-ledger/http'
import type { CorrectEntry, VoidEntry } from '../domain/decide'
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

export class CorrectEngagement {
  constructor(
    readonly engagementId: string,
    readonly correction: CorrectEntry,
    readonly identity: CommandIdentity,
  ) {}
}

export class VoidEngagementEntry {
  constructor(
    readonly engagementId: string,
    readonly request: VoidEntry,
    readonly identity: CommandIdentity,
  ) {}
}
