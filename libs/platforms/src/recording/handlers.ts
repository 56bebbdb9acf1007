import { Inject, Injectable, Optional } from '@nestjs/common'
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { CommandIdentity } from '@pilot-ledger/http'
import {
  type BusinessDate,
  byOnePerson,
  type Checked,
  decideInOrder,
  proposeChange,
  recordOrPropose,
} from '@pilot-ledger/kernel'
import {
  type Asked,
  answerProposal,
  askedByDays,
  type RecordAnswer,
  Recorder,
  SETTLED_DAYS,
  type SettledDays,
} from '@pilot-ledger/recording'
import { decideChange, decideRecord, type PlatformHistory, type RegisterChange } from '../domain/decide'
import { type PlatformContent, type PlatformEvent, platformStream } from '../domain/events'
import { membershipDaysOf } from '../domain/memberships'
import { platformRules } from '../domain/rules'
import { AnswerRegisterProposal, ChangeRegister, ProposeRegisterChange, RecordInRegister } from './commands'
import { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck, withKnownFigure } from './published-figure-check'

type Answer = Promise<Checked<RecordAnswer>>
type Decide = (history: PlatformHistory, today: BusinessDate, now: number) => Checked<readonly PlatformEvent[]>

function record(recorder: Recorder, platformId: string, identity: CommandIdentity, decide: Decide): Answer {
  return recorder.record({ ...identity, stream: platformStream(platformId), rules: platformRules, decide })
}

/** 双人复核 of what a platform says of itself: what is dated where it must wait is no one person's, whoever he is. */
@Injectable()
export class SecondOfRegister {
  constructor(
    private readonly recorder: Recorder,
    @Optional() @Inject(SETTLED_DAYS) private readonly settled?: SettledDays,
  ) {}

  asked(platform: string, identity: CommandIdentity): Promise<Asked> {
    return askedByDays<PlatformContent>(this.recorder, this.settled, platform, identity, membershipDaysOf)
  }
}

@CommandHandler(RecordInRegister)
export class RecordInRegisterHandler implements ICommandHandler<RecordInRegister> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
    private readonly second: SecondOfRegister,
  ) {}

  async execute({ platformId, content, identity }: RecordInRegister): Answer {
    const asked = await this.second.asked(platformId, identity)
    return record(this.recorder, platformId, identity, (history, today, now) => {
      // Asked inside the decision: a request repeated under its key is answered even if the catalogue has changed since.
      const decide = (it: PlatformHistory) => withKnownFigure(decideRecord(it, content, today), this.check, content)
      return recordOrPropose(platformRules, history, decide, asked(now))
    })
  }
}

@CommandHandler(ChangeRegister)
export class ChangeRegisterHandler implements ICommandHandler<ChangeRegister> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
    private readonly second: SecondOfRegister,
  ) {}

  async execute({ platformId, change, identity }: ChangeRegister): Answer {
    const asked = await this.second.asked(platformId, identity)
    return record(this.recorder, platformId, identity, (history, today, now) =>
      byOnePerson(history, decideKnown(history, change, today, this.check), asked(now)),
    )
  }
}

@CommandHandler(ProposeRegisterChange)
export class ProposeRegisterChangeHandler implements ICommandHandler<ProposeRegisterChange> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
    private readonly second: SecondOfRegister,
  ) {}

  async execute({ platformId, change, identity }: ProposeRegisterChange): Answer {
    const asked = await this.second.asked(platformId, identity)
    return record(this.recorder, platformId, identity, (history, today, now) => {
      const decided = decideKnown(history, change, today, this.check)
      return proposeChange(history, change, decided, asked(now))
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
      answerProposal(
        history,
        proposal,
        answer,
        this.recorder.asked(identity, now),
        (change) => decideKnown(history, change, today, this.check),
        (contents) => decideInOrder(platformRules, history, contents, (before, it) => decideRecord(before, it, today)),
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
