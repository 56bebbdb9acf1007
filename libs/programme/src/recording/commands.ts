import type { CommandIdentity } from '@pilot-ledger/http'
import type { ProposalAnswer } from '@pilot-ledger/recording'
import type { ProgrammeChange } from '../domain/decide'
import type { ProgrammeContent } from '../domain/entry'

/** Every command concerns one programme and carries who asks. */
export class RecordInProgramme {
  constructor(
    readonly programmeId: string,
    readonly content: ProgrammeContent,
    readonly identity: CommandIdentity,
  ) {}
}

/** A correction or void by one person. */
export class ChangeProgramme {
  constructor(
    readonly programmeId: string,
    readonly change: ProgrammeChange,
    readonly identity: CommandIdentity,
  ) {}
}

/** The same put before a second person. */
export class ProposeProgrammeChange {
  constructor(
    readonly programmeId: string,
    readonly change: ProgrammeChange,
    readonly identity: CommandIdentity,
  ) {}
}

export class AnswerProgrammeProposal {
  constructor(
    readonly programmeId: string,
    readonly proposal: string,
    readonly answer: ProposalAnswer,
    readonly identity: CommandIdentity,
  ) {}
}
