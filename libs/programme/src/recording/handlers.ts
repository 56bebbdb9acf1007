import { Inject } from '@nestjs/common'
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { CommandIdentity } from '@pilot-ledger/http'
import {
  type BusinessDate,
  byOnePerson,
  type Checked,
  isRefusal,
  proposeChange,
  roomStream,
} from '@pilot-ledger/kernel'
import { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck } from '@pilot-ledger/platforms/recording'
import { answerProposal, type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import { decideChange, decideEntry, type ProgrammeChange, type ProgrammeHistory } from '../domain/decide'
import { type EntryData, isPublished, type ProgrammeContent, type ProgrammeEvent } from '../domain/entry'
import { programmeRules } from '../domain/rules'
import { AnswerProgrammeProposal, ChangeProgramme, ProposeProgrammeChange, RecordInProgramme } from './commands'

type Answer = Promise<Checked<RecordAnswer>>
type Decide = (history: ProgrammeHistory, today: BusinessDate, now: number) => Checked<readonly ProgrammeEvent[]>

function record(recorder: Recorder, programmeId: string, identity: CommandIdentity, decide: Decide): Answer {
  return recorder.record({ ...identity, stream: roomStream('programme', programmeId), rules: programmeRules, decide })
}

/** What was decided, unless it names a figure that the catalogue does not know; `at` is where the content stands. */
function withKnownFigure<Event extends ProgrammeEvent>(
  decided: Checked<readonly Event[]>,
  check: PublishedFigureCheck,
  content: ProgrammeContent,
  at = '',
): Checked<readonly Event[]> {
  if (isRefusal(decided)) return decided
  const named = figureOf(content)
  const refusal = named && check(named as never)
  return refusal ? { ...refusal, pointer: at + refusal.pointer } : decided
}

/** A target is a count of a figure: of the programme, or of each of its platforms. */
function figureOf(content: ProgrammeContent): object | undefined {
  // A letter may aim at something of each platform; what it says is so is the programme's.
  if (isPublished(content)) return { ...content.data, of: content.data.states === 'target' ? 'either' : 'programme' }
  if (content.type !== 'TargetSet') return undefined
  const { figure, scope } = content.data as EntryData
  return { figure, unit: 'count', of: scope === 'eachPlatform' ? 'platform' : 'programme' }
}

@CommandHandler(RecordInProgramme)
export class RecordInProgrammeHandler implements ICommandHandler<RecordInProgramme> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ programmeId, content, identity }: RecordInProgramme): Answer {
    // Asked inside the decision: a request repeated under its key is answered even if the catalogue has changed since.
    return record(this.recorder, programmeId, identity, (history, today) =>
      withKnownFigure(decideEntry(history, content, today), this.check, content),
    )
  }
}

@CommandHandler(ChangeProgramme)
export class ChangeProgrammeHandler implements ICommandHandler<ChangeProgramme> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ programmeId, change, identity }: ChangeProgramme): Answer {
    return record(this.recorder, programmeId, identity, (history, today, now) =>
      byOnePerson(history, decideKnown(history, change, today, this.check), this.recorder.asked(identity, now)),
    )
  }
}

@CommandHandler(ProposeProgrammeChange)
export class ProposeProgrammeChangeHandler implements ICommandHandler<ProposeProgrammeChange> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ programmeId, change, identity }: ProposeProgrammeChange): Answer {
    return record(this.recorder, programmeId, identity, (history, today, now) => {
      const decided = decideKnown(history, change, today, this.check)
      return proposeChange(history, change, decided, this.recorder.asked(identity, now))
    })
  }
}

@CommandHandler(AnswerProgrammeProposal)
export class AnswerProgrammeProposalHandler implements ICommandHandler<AnswerProgrammeProposal> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ programmeId, proposal, answer, identity }: AnswerProgrammeProposal): Answer {
    return record(this.recorder, programmeId, identity, (history, today, now) =>
      answerProposal(history, proposal, answer, this.recorder.asked(identity, now), (change) =>
        decideKnown(history, change, today, this.check),
      ),
    )
  }
}

export const HANDLERS = [
  RecordInProgrammeHandler,
  ChangeProgrammeHandler,
  ProposeProgrammeChangeHandler,
  AnswerProgrammeProposalHandler,
]

function decideKnown(
  history: ProgrammeHistory,
  change: ProgrammeChange,
  today: BusinessDate,
  check: PublishedFigureCheck,
) {
  const decided = decideChange(history, change, today)
  return change.kind === 'void' ? decided : withKnownFigure(decided, check, change.content, '/content/data')
}
