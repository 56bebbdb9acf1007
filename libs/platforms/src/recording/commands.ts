import type { CommandIdentity } from '@pilot-ledger/http'
import type { Correction, Void } from '../domain/decide'
import type { PlatformContent } from '../domain/events'

/** Every command concerns one platform's register and carries who asks. */
export class RecordInRegister {
  constructor(
    readonly platformId: string,
    readonly content: PlatformContent,
    readonly identity: CommandIdentity,
  ) {}
}

export class CorrectRegister {
  constructor(
    readonly platformId: string,
    readonly correction: Correction,
    readonly identity: CommandIdentity,
  ) {}
}

export class VoidInRegister {
  constructor(
    readonly platformId: string,
    readonly request: Void,
    readonly identity: CommandIdentity,
  ) {}
}
