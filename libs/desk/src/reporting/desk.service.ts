import { Injectable } from '@nestjs/common'
import { DEADLINES } from '@pilot-ledger/evaluation/definitions'
import type { FigureValue } from '@pilot-ledger/figures'
import { EngagementsService, FiguresService } from '@pilot-ledger/figures/reporting'
import type { BusinessDate, Window } from '@pilot-ledger/kernel'
import { type Asker, may } from './asker'
import { BEGINNING, twelveMonthsTo, yearBefore, yearTo } from './desk-days'
import { type Read, WaitingService } from './waiting.service'

/** 本年: what the year comes to. */
const YEAR = 'projects,clients,contractAmount,invoicedAmount,receivedAmount,outstanding,batches,approvals'
const RANKED = ['projects', 'contractAmount', 'invoicedAmount', 'receivedAmount']
const MOST_RANKED = 20
const FLOWS = 'contractAmount,invoicedAmount,receivedAmount'
const FUNNEL = `${FLOWS},outstanding`

/** 工作台: what waits for who asks, and how the year goes; put together from what each place answers itself. */
@Injectable()
export class DeskService {
  constructor(
    private readonly figures: FiguresService,
    private readonly engagements: EngagementsService,
    private readonly waiting: WaitingService,
  ) {}

  /** What waits alone: what a menu shows. */
  async counts(asker: Asker, platform: string | undefined, waitFor: string | undefined) {
    const asOf = await this.figures.cut({ waitFor })
    const waiting = await this.waiting.list(asker, platform, await this.waiting.read(asker, platform))
    return { asOf, waiting, ...(may(asker, 'registerPlatform') && { begun: await this.engagements.any() }) }
  }

  async one(asker: Asker, platform: string | undefined, waitFor: string | undefined) {
    const asOf = await this.figures.cut({ waitFor })
    const today = this.figures.today()
    const read = await this.waiting.read(asker, platform)
    const waiting = await this.waiting.list(asker, platform, read)
    const head = {
      asOf,
      today,
      ...(platform !== undefined && { platform }),
      waiting,
      deadlines: deadlinesFrom(today, read),
    }
    // Who keeps accounts and the register has no part in contracts.
    if (!may(asker, 'readFigures')) return head
    const [window, before] = [yearTo(today), yearTo(yearBefore(today))]
    const [year, earlier] = [await this.year(platform, window), await this.year(platform, before)]
    return {
      ...head,
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
    const ranked = [...platforms].sort((a, b) => rank(b.figures) - rank(a.figures)).slice(0, MOST_RANKED)
    const shown = ({ platform, figures }: (typeof ranked)[number]) => ({
      platform,
      figures: figures.filter(({ code }) => RANKED.includes(code)),
    })
    return { figures: totals, platforms: ranked.map(shown) }
  }

  private async months(platform: string | undefined, today: BusinessDate) {
    const months = []
    for (const { month, window } of twelveMonthsTo(today))
      months.push({ month, window, figures: await this.figures.totals(platform, { ...window, codes: FLOWS }) })
    return months
  }

  private async funnel(platform: string | undefined, window: Window) {
    const figures = await this.figures.totals(platform, { ...window, codes: FUNNEL })
    return { window, figures, ageing: await this.figures.ageingNow(platform) }
  }
}

/** By what is signed, tax included where both bases are there (H12: they are not added, not for an order either). Whole yuan will do. */
function rank(figures: readonly FigureValue[]): number {
  const signed = figures.find((it) => it.code === 'contractAmount')
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
