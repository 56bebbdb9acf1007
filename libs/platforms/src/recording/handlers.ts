import { Inject } from '@nestjs/common'
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { CommandIdentity } from '@pilot-ledger/http'
import type { BusinessDate, Checked } from '@pilot-ledger/kernel'
import { type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import { decideCorrection, decideRecord, decideVoid, type PlatformHistory } from '../domain/decide'
import { type PlatformEvent, platformStream } from '../domain/events'
import { platformRules } from '../domain/rules'
import { CorrectRegister, RecordInRegister, VoidInRegister } from './commands'
import { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck, withKnownFigure } from './published-figure-check'

type Answer = Promise<Checked<RecordAnswer>>
type Decide = (history: PlatformHistory, today: BusinessDate) => Checked<readonly PlatformEvent[]>

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

@CommandHandler(CorrectRegister)
export class CorrectRegisterHandler implements ICommandHandler<CorrectRegister> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck,
  ) {}

  execute({ platformId, correction, identity }: CorrectRegister): Answer {
    return record(this.recorder, platformId, identity, (history, today) =>
      withKnownFigure(decideCorrection(history, correction, today), this.check, correction.content, '/content/data'),
    )
  }
}

@CommandHandler(VoidInRegister)
export class VoidInRegisterHandler implements ICommandHandler<VoidInRegister> {
  constructor(private readonly recorder: Recorder) {}

  execute({ platformId, request, identity }: VoidInRegister): Answer {
    return record(this.recorder, platformId, identity, (history, today) => decideVoid(history, request, today))
  }
}

export const HANDLERS = [RecordInRegisterHandler, CorrectRegisterHandler, VoidInRegisterHandler]
