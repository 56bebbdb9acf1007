import { Inject } from '@nestjs/common'
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { CommandIdentity } from '@pilot-ledger/http'
import { type BusinessDate, byOnePerson, type Checked, proposeChange } from '@pilot-ledger/kernel'
import { answerProposal, type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import { decideChange, decideRecord, type PlatformHistory, type RegisterChange } from '../domain/decide'
import { type PlatformEvent, platformStream } from '../domain/events'
import { platformRules } from '../domain/rules'
import { AnswerRegisterProposal, ChangeRegister, ProposeRegisterChange, RecordInRegister } from './commands'
import { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck, withKnownFigure } from './published-figure-check'

type Answer = Promise<Checked<RecordAnswer>>
type Decide = (history: PlatformHistory, today: BusinessDate, now: number) => Checked<readonly PlatformEvent[]>

function record(recorder: Recorder, platformId: string, identity: CommandIdentity, decide: Decide): Answer {
  return recorder.record({ ...identity, stream: platformStream(platformId), rules: platformRules, decide })
}

@CommandHandler(RecordInRegister)
export class RecordInRegisterHandler implements ICommandHandler<RecordInRegister> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ platformId, content, identity }: RecordInRegister): Answer {
    // Asked inside the decision: a request repeated under its key is answered even if the catalogue has changed since.
    return record(this.recorder, platformId, identity, (history, today) =>
      withKnownFigure(decideRecord(history, content, today), this.check, content),
    )
  }
}

@CommandHandler(ChangeRegister)
export class ChangeRegisterHandler implements ICommandHandler<ChangeRegister> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ platformId, change, identity }: ChangeRegister): Answer {
    return record(this.recorder, platformId, identity, (history, today, now) =>
      byOnePerson(history, decideKnown(history, change, today, this.check), this.recorder.asked(identity, now)),
    )
  }
}

@CommandHandler(ProposeRegisterChange)
export class ProposeRegisterChangeHandler implements ICommandHandler<ProposeRegisterChange> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ platformId, change, identity }: ProposeRegisterChange): Answer {
    return record(this.recorder, platformId, identity, (history, today, now) => {
      const decided = decideKnown(history, change, today, this.check)
      return proposeChange(history, change, decided, this.recorder.asked(identity, now))
    })
  }
}

@CommandHandler(AnswerRegisterProposal)
export class AnswerRegisterProposalHandler implements ICommandHandler<AnswerRegisterProposal> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ platformId, proposal, answer, identity }: AnswerRegisterProposal): Answer {
    return record(this.recorder, platformId, identity, (history, today, now) =>
      answerProposal(history, proposal, answer, this.recorder.asked(identity, now), (change) =>
        decideKnown(history, change, today, this.check),
      ),
    )
  }
}

export const HANDLERS = [
  RecordInRegisterHandler,
  ChangeRegisterHandler,
  ProposeRegisterChangeHandler,
  AnswerRegisterProposalHandler,
]

function decideKnown(
  history: PlatformHistory,
  change: RegisterChange,
  today: BusinessDate,
  check: PublishedFigureCheck,
) {
  const decided = decideChange(history, change, today)
  return change.kind === 'void' ? decided : withKnownFigure(decided, check, change.content, '/content/data')
}
