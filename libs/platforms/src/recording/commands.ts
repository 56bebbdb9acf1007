import type { CommandIdentity } from '@pilot-ledger/http'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { RegisterChange } from '../domain/decide'
import type { PlatformContent } from '../domain/events'

/** Every command concerns one platform's register and carries who asks. */
export class RecordInRegister {
  constructor(
    readonly platformId: string,
    readonly content: PlatformContent,
    readonly identity: CommandIdentity,
  ) {}
}

/** A correction or void by one person. */
export class ChangeRegister {
  constructor(
    readonly platformId: string,
    readonly change: RegisterChange,
    readonly identity: CommandIdentity,
  ) {}
}

/** The same put before a second person. */
export class ProposeRegisterChange {
  constructor(
    readonly platformId: string,
    readonly change: RegisterChange,
    readonly identity: CommandIdentity,
  ) {}
}

export class AnswerRegisterProposal {
  constructor(
    readonly platformId: string,
    readonly proposal: string,
    readonly answer: ProposalAnswer,
    readonly identity: CommandIdentity,
  ) {}
}
