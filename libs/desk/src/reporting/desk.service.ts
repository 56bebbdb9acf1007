import { Injectable } from '@nestjs/common'
import { DEADLINES } from '@pilot-ledger/evaluation/definitions'
import {
  ageingInSteps,
  answer,
  answerAllInTurns,
  type FigureDefinition,
  type FigureValue,
  figureOf,
  type Question,
} from '@pilot-ledger/figures'
import { FiguresService } from '@pilot-ledger/figures/reporting'
import { type BusinessDate, inTurns, nextTurn, turnIsOver, type Window } from '@pilot-ledger/kernel'
import type { Asker } from './asker'
import { BEGINNING, twelveMonthsTo, yearBefore, yearTo } from './desk-days'
import { type Read, WaitingService } from './waiting.service'

/** 本年: what the year comes to. */
const YEAR = 'projects,clients,contractAmount,invoicedAmount,receivedAmount,outstanding,batches,approvals'
const RANKED = 'contractAmount'
const FLOWS = ['contractAmount', 'invoicedAmount', 'receivedAmount']
const FUNNEL = [...FLOWS, 'outstanding']

const definitions = (codes: readonly string[]) => codes.map((it) => figureOf(it) as FigureDefinition)

/** 工作台: what waits for who asks, and how the year goes; put together from what each place answers itself. */
@Injectable()
export class DeskService {
  constructor(
    private readonly figures: FiguresService,
    private readonly waiting: WaitingService,
  ) {}

  /** What waits alone: what a menu shows. */
  async counts(asker: Asker, platform: string | undefined, waitFor: string | undefined) {
    const asOf = await this.figures.cut({ waitFor })
    return { asOf, waiting: await this.waiting.list(asker, platform, await this.waiting.read(asker, platform)) }
  }

  async one(asker: Asker, platform: string | undefined, waitFor: string | undefined) {
    const asOf = await this.figures.cut({ waitFor })
    const today = this.figures.today()
    const read = await this.waiting.read(asker, platform)
    const [window, before] = [yearTo(today), yearTo(yearBefore(today))]
    const [year, earlier] = [await this.year(platform, window), await this.year(platform, before)]
    return {
      asOf,
      today,
      ...(platform !== undefined && { platform }),
      waiting: await this.waiting.list(asker, platform, read),
      deadlines: deadlinesFrom(today, read),
      year: { window, figures: year.figures, before: { window: before, figures: earlier.figures } },
      months: await this.months(platform, today),
      funnel: await this.funnel(platform, { from: BEGINNING, to: today }),
      ...(year.platforms && { platforms: year.platforms }),
      warnings: read.warnings.filter((it) => it.contracts > 0),
    }
  }

  private async year(platform: string | undefined, window: Window) {
    const query = { ...window, codes: YEAR }
    if (platform !== undefined) return { figures: (await this.figures.platformFigures(platform, query)).figures }
    const { platforms, totals } = await this.figures.allFigures(query)
    return { figures: totals, platforms: [...platforms].sort((a, b) => rank(b.figures) - rank(a.figures)) }
  }

  private async months(platform: string | undefined, today: BusinessDate) {
    const flows = definitions(FLOWS)
    const months = []
    for (const { month, window } of twelveMonthsTo(today)) {
      const { question } = await this.figures.ask(platform, window)
      months.push({ month, window, figures: await totals(question, flows) })
    }
    return months
  }

  private async funnel(platform: string | undefined, window: Window) {
    const { question } = await this.figures.ask(platform, window)
    const figures = await totals(question, definitions(FUNNEL))
    return { window, figures, ageing: await inTurns(ageingInSteps(question)) }
  }
}

/** Of the question's platform, or of all together. */
async function totals(question: Question, figures: readonly FigureDefinition[]): Promise<readonly FigureValue[]> {
  if (question.platform === undefined) return (await answerAllInTurns(question, figures)).totals
  if (turnIsOver()) await nextTurn()
  return answer(question, figures)
}

/** By what is signed, tax included where both bases are there (H12: they are not added, not for an order either). Whole yuan will do. */
function rank(figures: readonly FigureValue[]): number {
  const signed = figures.find((it) => it.code === RANKED)
  return Number(signed?.value ?? signed?.refused?.parts[0].value ?? 0)
}

function deadlinesFrom(today: BusinessDate, { rounds }: Read) {
  return rounds
    .filter(({ stage }) => stage === 'assessing')
    .flatMap(({ id: round, title, deadlines }) =>
      DEADLINES.map((deadline) => ({ round, title, deadline, on: deadlines[deadline] })),
    )
    .filter((it) => it.on >= today)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
