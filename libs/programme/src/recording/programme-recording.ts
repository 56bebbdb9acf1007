import { Inject, Injectable } from '@nestjs/common'
import { type BusinessDate, type Refusal, streamName } from '@pilot-ledger/kernel'
import { PUBLISHED_FIGURE_CHECK, type PublishedFigureCheck, withKnownFigure } from '@pilot-ledger/platforms/recording'
import type { Capability } from '@pilot-ledger/recording'
import { PROGRAMME_EVENTS } from '../definitions'
import { decideChange, decideEntry, type ProgrammeChange, type ProgrammeHistory } from '../domain/decide'
import {
  type EntryData,
  isPublished,
  type ProgrammeContent,
  type ProgrammeOpened,
  programmeIdOf,
} from '../domain/entry'
import { programmeRules } from '../domain/rules'
import type { ProgrammeState } from '../domain/state'

/** 建设计划登记: what a city keeps of its programme. */
@Injectable()
export class ProgrammeRecording implements Capability<ProgrammeState, ProgrammeContent> {
  readonly events = PROGRAMME_EVENTS
  readonly rules = programmeRules

  constructor(@Inject(PUBLISHED_FIGURE_CHECK) private readonly check: PublishedFigureCheck) {}

  streamOf(programme: string): string {
    return streamName('programme', programme)
  }

  async subjectOf({ data }: ProgrammeContent): Promise<string> {
    return programmeIdOf((data as ProgrammeOpened['data']).name)
  }

  // The catalogue is asked inside the decision: a request repeated under its key is answered even if it has changed since.
  decide(history: ProgrammeHistory, content: ProgrammeContent, today: BusinessDate) {
    return withKnownFigure(decideEntry(history, content, today), this.unknownFigure(content))
  }

  decideChange(history: ProgrammeHistory, change: ProgrammeChange, today: BusinessDate) {
    const decided = decideChange(history, change, today)
    return change.kind === 'void'
      ? decided
      : withKnownFigure(decided, this.unknownFigure(change.content), '/content/data')
  }

  private unknownFigure(content: ProgrammeContent): Refusal | undefined {
    const named = figureOf(content)
    return named && this.check(named as never)
  }
}

/** A target is a count of a figure: of the programme, or of each of its platforms. */
function figureOf(content: ProgrammeContent): object | undefined {
  // A letter may aim at something of each platform; what it says is so is the programme's.
  if (isPublished(content)) return { ...content.data, of: content.data.states === 'target' ? 'either' : 'programme' }
  if (content.type !== 'TargetSet') return undefined
  const { figure, scope } = content.data as EntryData
  return { figure, unit: 'count', of: scope === 'eachPlatform' ? 'platform' : 'programme' }
}
