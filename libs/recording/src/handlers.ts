import { Injectable, Module, type Type } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs'
import {
  byOnePerson,
  decideInOrder,
  isRefusal,
  proposeChange,
  type Refusal,
  recordOrPropose,
  together,
} from '@pilot-ledger/kernel'
import type { Capability } from './capability'
import { AnswerProposal, ChangeEntry, Decide, ProposeChange, RecordEntry } from './commands'
import type { Requested } from './dated-rule'
import type { Deciding } from './deciding'
import { type Answered, Decisions } from './decisions'
import { answerProposal } from './proposals'
import { Recorder } from './recorder'

/** The four commands of entries, over the capability that each names. */
class Handling extends Decisions<Capability> {
  async record({ subject, content, identity }: Omit<RecordEntry, 'of'>): Promise<Answered> {
    const { capability } = this
    const outside = await capability.refuseOutside?.(content, subject)
    const requested: Requested =
      (await capability.requested?.(subject, identity, content)) ?? ((now) => this.recorder.requested(identity, now))
    return this.decided(subject, identity, (history, today, now) => {
      const decide = (it: typeof history) => {
        const whole = capability.completed?.(it, content) ?? content
        const decided = isRefusal(whole) ? whole : capability.decide(it, whole, today)
        return outside ? (together(outside, isRefusal(decided) ? decided : undefined) as Refusal) : decided
      }
      return recordOrPropose(capability.rules, history, decide, requested(now))
    })
  }

  change({ subject, change, identity }: Omit<ChangeEntry, 'of'>): Promise<Answered> {
    const work = async () => {
      const outside = await this.capability.refuseOutside?.(change, subject)
      const requested = await this.requestedToChange({ subject, change, identity })
      return this.decided(subject, identity, (history, today, now) =>
        byOnePerson(history, outside ?? this.capability.decideChange(history, change, today, subject), requested(now)),
      )
    }
    return this.capability.inTurn?.(work) ?? work()
  }

  async propose({ subject, change, identity }: Omit<ProposeChange, 'of'>): Promise<Answered> {
    const outside = await this.capability.refuseOutside?.(change, subject)
    const requested = await this.requestedToChange({ subject, change, identity })
    return this.decided(subject, identity, (history, today, now) => {
      const decided = outside ?? this.capability.decideChange(history, change, today, subject)
      return proposeChange(history, change, decided, requested(now))
    })
  }

  async answer({ subject, proposal, answer, identity }: Omit<AnswerProposal, 'of'>): Promise<Answered> {
    const { capability, recorder } = this
    // What a proposed content leans on may have gone since it was proposed.
    const { history: before } = await recorder.load(capability.streamOf(subject), capability.rules)
    const change = before.proposals.get(proposal)?.change
    const outside = answer.does === 'approve' && change ? await capability.refuseOutside?.(change, subject) : undefined
    return this.decided(subject, identity, (history, today, now) =>
      answerProposal(
        history,
        proposal,
        answer,
        recorder.requested(identity, now),
        (it) => outside ?? capability.decideChange(history, it, today, subject),
        (contents) =>
          outside ??
          decideInOrder(capability.rules, history, contents, (before, it) => capability.decide(before, it, today)),
      ),
    )
  }

  private async requestedToChange({ subject, identity, change }: Omit<ChangeEntry, 'of'>): Promise<Requested> {
    return (
      (await this.capability.requestedToChange?.(subject, identity, change)) ??
      ((now) => this.recorder.requested(identity, now))
    )
  }
}

/** An answer that was decided before its stream moved on. */
export const answerAgain = (recorder: Recorder, capability: Capability, command: Omit<AnswerProposal, 'of'>) =>
  new Handling(recorder, capability).answer(command)

@Injectable()
abstract class Handler {
  constructor(
    private readonly modules: ModuleRef,
    private readonly recorder: Recorder,
  ) {}

  protected for(of: Type<Capability>): Handling {
    return new Handling(this.recorder, this.modules.get<Capability>(of, { strict: false }))
  }

  protected deciding(of: Type<Deciding>): Decisions<Deciding> {
    return new Decisions(this.recorder, this.modules.get<Deciding>(of, { strict: false }))
  }
}

@CommandHandler(RecordEntry)
export class RecordEntryHandler extends Handler implements ICommandHandler<RecordEntry> {
  execute(command: RecordEntry): Promise<Answered> {
    return this.for(command.of).record(command)
  }
}

@CommandHandler(ChangeEntry)
export class ChangeEntryHandler extends Handler implements ICommandHandler<ChangeEntry> {
  execute(command: ChangeEntry): Promise<Answered> {
    return this.for(command.of).change(command)
  }
}

@CommandHandler(ProposeChange)
export class ProposeChangeHandler extends Handler implements ICommandHandler<ProposeChange> {
  execute(command: ProposeChange): Promise<Answered> {
    return this.for(command.of).propose(command)
  }
}

@CommandHandler(AnswerProposal)
export class AnswerProposalHandler extends Handler implements ICommandHandler<AnswerProposal> {
  execute(command: AnswerProposal): Promise<Answered> {
    return this.for(command.of).answer(command)
  }
}

@CommandHandler(Decide)
export class DecideHandler extends Handler implements ICommandHandler<Decide> {
  execute(command: Decide): Promise<Answered> {
    return this.deciding(command.of).decide(command)
  }
}

/** The handlers of every capability's commands; needs a `Recorder` from the app. */
@Module({
  imports: [CqrsModule],
  providers: [RecordEntryHandler, ChangeEntryHandler, ProposeChangeHandler, AnswerProposalHandler, DecideHandler],
  exports: [CqrsModule],
})
export class RecordingModule {}
