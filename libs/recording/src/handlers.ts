import { Injectable, Module } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs'
import {
  type BusinessDate,
  byOnePerson,
  type Checked,
  type DomainEvent,
  decideInOrder,
  foldHistory,
  type History,
  isRefusal,
  proposeChange,
  type Recorded,
  recordOrPropose,
} from '@pilot-ledger/kernel'
import type { Brought, Capability } from './capability'
import { AnswerProposal, type CapabilityType, ChangeEntry, ProposeChange, RecordEntry } from './commands'
import type { Asked } from './dated-rule'
import { answerProposal } from './proposals'
import { type RecordAnswer, Recorder, type RequestIdentity } from './recorder'

/** What is answered of a command: where its subject stands, and what it brings. */
export type Answered = Checked<RecordAnswer & Brought>
type Decide = (
  history: History<unknown, DomainEvent>,
  today: BusinessDate,
  now: number,
) => Checked<readonly Recorded<DomainEvent>[]>

/** The four commands, over the capability that each names. */
class Handling {
  constructor(
    private readonly recorder: Recorder,
    private readonly capability: Capability,
  ) {}

  async record({ subject, content, identity }: Omit<RecordEntry, 'of'>): Promise<Answered> {
    const { capability } = this
    const outside = await capability.refuseOutside?.(content)
    const asked: Asked =
      (await capability.asked?.(subject, identity, content)) ?? ((now) => this.recorder.asked(identity, now))
    return this.decided(subject, identity, (history, today, now) => {
      const decide = (it: typeof history) => {
        if (outside) return outside
        const whole = capability.completed?.(it, content) ?? content
        return isRefusal(whole) ? whole : capability.decide(it, whole, today)
      }
      return recordOrPropose(capability.rules, history, decide, asked(now))
    })
  }

  change({ subject, change, identity }: Omit<ChangeEntry, 'of'>): Promise<Answered> {
    const work = async () => {
      const outside = await this.capability.refuseOutside?.(change)
      const asked = await this.askedToChange({ subject, change, identity })
      return this.decided(subject, identity, (history, today, now) =>
        byOnePerson(history, outside ?? this.capability.decideChange(history, change, today, subject), asked(now)),
      )
    }
    return this.capability.inTurn?.(work) ?? work()
  }

  async propose({ subject, change, identity }: Omit<ProposeChange, 'of'>): Promise<Answered> {
    const outside = await this.capability.refuseOutside?.(change)
    const asked = await this.askedToChange({ subject, change, identity })
    return this.decided(subject, identity, (history, today, now) => {
      const decided = outside ?? this.capability.decideChange(history, change, today, subject)
      return proposeChange(history, change, decided, asked(now))
    })
  }

  async answer({ subject, proposal, answer, identity }: Omit<AnswerProposal, 'of'>): Promise<Answered> {
    const { capability, recorder } = this
    // What a proposed content leans on may have gone since it was proposed.
    const { history: before } = await recorder.load(capability.streamOf(subject), capability.rules)
    const change = before.proposals.get(proposal)?.change
    const outside = answer.does === 'approve' && change ? await capability.refuseOutside?.(change) : undefined
    return this.decided(subject, identity, (history, today, now) =>
      answerProposal(
        history,
        proposal,
        answer,
        recorder.asked(identity, now),
        (it) => outside ?? capability.decideChange(history, it, today, subject),
        (contents) =>
          outside ??
          decideInOrder(capability.rules, history, contents, (before, it) => capability.decide(before, it, today)),
      ),
    )
  }

  private async askedToChange({ subject, identity, change }: Omit<ChangeEntry, 'of'>): Promise<Asked> {
    return (
      (await this.capability.askedToChange?.(subject, identity, change)) ??
      ((now) => this.recorder.asked(identity, now))
    )
  }

  private async decided(subject: string, identity: RequestIdentity, decide: Decide): Promise<Answered> {
    const { capability, recorder } = this
    const stream = capability.streamOf(subject)
    let brought: Brought | undefined
    const answer = await recorder.record({
      ...identity,
      stream,
      rules: capability.rules,
      decide: (history, today, now) => {
        const decided = decide(history, today, now)
        brought = isRefusal(decided) ? undefined : capability.broughtBy?.(history, decided, now)
        return decided
      },
    })
    if (isRefusal(answer)) return answer
    const decidedNow = answer.repeated ? undefined : brought
    return { ...answer, ...(decidedNow ?? (await this.broughtThen(stream, answer.entryIds))) }
  }

  /** Read from the stream, so that a repeated request is told the same. */
  private async broughtThen(stream: string, entryIds: readonly string[]): Promise<Brought | undefined> {
    const { capability, recorder } = this
    if (!capability.broughtBy) return undefined
    const entries = await recorder.entries<Recorded<DomainEvent>>(stream)
    const first = entries.findIndex(({ id }) => id === entryIds[0])
    const its = entries.slice(first, first + entryIds.length)
    const before = foldHistory(capability.rules, entries.slice(0, first))
    return capability.broughtBy(
      before,
      its.map(({ event }) => event),
      its[0].recordedAt,
    )
  }
}

@Injectable()
abstract class Handler {
  constructor(
    private readonly modules: ModuleRef,
    private readonly recorder: Recorder,
  ) {}

  protected for(of: CapabilityType): Handling {
    return new Handling(this.recorder, this.modules.get<Capability>(of, { strict: false }))
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

/** The handlers of every capability's commands; needs a `Recorder` from the app. */
@Module({
  imports: [CqrsModule],
  providers: [RecordEntryHandler, ChangeEntryHandler, ProposeChangeHandler, AnswerProposalHandler],
  exports: [CqrsModule],
})
export class RecordingModule {}
