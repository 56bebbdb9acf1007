import { Inject, Injectable } from '@nestjs/common'
import type { Access } from '@pilot-ledger/access'
import { RoundReading } from '@pilot-ledger/evaluation/rounds'
import { EngagementsService, FiguresService, ProposalsService, StreamReader } from '@pilot-ledger/figures/reporting'
import { ClosesService } from '@pilot-ledger/finance/closing'
import { ReconciliationReader } from '@pilot-ledger/finance/reconciliation'
import { WaitingImportsService } from '@pilot-ledger/intake/waiting-imports'
import { type BusinessDate, grouped, type ShapeOf } from '@pilot-ledger/kernel'
import type { WAITING } from './answer-shapes'
import { type Asker, may } from './asker'

export type Waiting = ShapeOf<typeof WAITING>
type Rounds = Awaited<ReturnType<RoundReading['waiting']>>
type Warnings = Awaited<ReturnType<EngagementsService['warnings']>>['warnings']

/** The accounts of the ledger, where it has any. */
export interface Office {
  readonly access?: Pick<Access, 'rights'>
}
export const OFFICE = Symbol('OFFICE')

/** Of how many proposals a page is read. */
const PAGE = '1000'

/** What a desk is made of, read once. */
export interface Read {
  readonly rounds: Rounds
  readonly warnings: Warnings
}

/** 待办: how much of each kind waits for who asks, of one platform or all that he may see, as each place itself would list it. */
@Injectable()
export class WaitingService {
  constructor(
    private readonly figures: FiguresService,
    private readonly engagements: EngagementsService,
    private readonly proposals: ProposalsService,
    private readonly imports: WaitingImportsService,
    private readonly closes: ClosesService,
    private readonly streams: StreamReader,
    private readonly reconciliation: ReconciliationReader,
    private readonly rounds: RoundReading,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  async read(asker: Asker, platform: string | undefined): Promise<Read> {
    const platforms = platform ?? asker.platforms?.join(',')
    const rounds = may(asker, 'listRounds')
      ? await this.rounds.waiting({ platforms }, { platforms: asker.platforms }, asker.actor)
      : []
    const { warnings } = may(asker, 'listEngagements')
      ? await this.engagements.warnings({ platform })
      : { warnings: [] }
    return { rounds, warnings }
  }

  async list(asker: Asker, platform: string | undefined, { rounds, warnings }: Read): Promise<Waiting[]> {
    const platforms = platform === undefined ? await this.registered() : [platform]
    const waiting = [
      ...(may(asker, 'consentToRights') ? [this.rights(asker)] : []),
      ...(may(asker, 'readProposals') ? [await this.proposed(asker, platform, platforms)] : []),
      ...(may(asker, 'approveClose') ? await this.closing(asker, platforms) : []),
      ...rounds.flatMap((it) => ofRound(it, asker, this.figures.today())),
      ...(may(asker, 'bringStatements') ? await this.openLines(platforms) : []),
      ...(may(asker, 'uploadEvidence') ? evidence(warnings, platform) : []),
    ]
    return waiting.filter((it) => it.count > 0)
  }

  private rights({ actor, account }: Asker): Waiting {
    const open = this.office.access?.rights.open() ?? []
    const others = open.filter((it) => it.proposedBy !== actor && it.account !== account)
    return { kind: 'rights', count: others.length }
  }

  /** Those of which anything of the kind was ever recorded: of thousands of platforms most have no bank and no close. */
  private having(kind: 'closing' | 'reconciliation', platforms: readonly string[]): string[] {
    const there = new Set(this.streams.ids(kind))
    return platforms.filter((it) => there.has(it))
  }

  /** Those of whose contracts one has a change that waits. */
  private async withProposals(platforms: readonly string[]): Promise<string[]> {
    const tables = await this.figures.ready(undefined)
    const isWaiting = (contract: number) => tables.contract(contract).proposals > 0
    return platforms.filter((it) => {
      const number = tables.platformIds.find(it)
      return number !== undefined && tables.contractsOf(number).some(isWaiting)
    })
  }

  private async registered(): Promise<string[]> {
    const tables = await this.figures.ready(undefined)
    return tables.registeredPlatforms().map((it) => tables.platformIds.text(it))
  }

  /** An evaluator answers what others proposed; everybody else sees what waits for him to do so. */
  private async proposed(asker: Asker, platform: string | undefined, platforms: readonly string[]): Promise<Waiting> {
    const exceptBy = may(asker, 'approveOldChange') ? asker.actor : undefined
    let count = 0
    let cursor: string | undefined
    do {
      const page = await this.proposals.list({ platform, exceptBy, limit: PAGE, cursor })
      count += page.proposals.length
      cursor = page.next
    } while (cursor !== undefined)
    for (const it of await this.withProposals(platforms)) {
      const { imports } = await this.imports.list(it)
      count += imports.filter(({ proposedBy }) => proposedBy !== exceptBy).length
    }
    return { kind: 'proposals', count, ...(platform !== undefined && { platform }) }
  }

  private async closing({ actor }: Asker, platforms: readonly string[]): Promise<Waiting[]> {
    const found: Waiting[] = []
    for (const platform of this.having('closing', platforms)) {
      const others = (await this.closes.waiting(platform, {})).filter(({ by }) => by !== actor)
      const counted = (kind: 'closes' | 'restatements', its: typeof others) =>
        [...grouped(its, (it) => it.period)].map(([period, { length }]) => ({ kind, count: length, platform, period }))
      found.push(
        ...counted(
          'closes',
          others.filter((it) => it.of === 'close'),
        ),
      )
      found.push(
        ...counted(
          'restatements',
          others.filter((it) => it.of === 'restatement'),
        ),
      )
    }
    return found
  }

  private async openLines(platforms: readonly string[]): Promise<Waiting[]> {
    const found: Waiting[] = []
    for (const platform of this.having('reconciliation', platforms))
      found.push({ kind: 'openLines', count: await this.reconciliation.openLines(platform), platform })
    return found
  }
}

function ofRound(of: Rounds[number], asker: Asker, today: BusinessDate): Waiting[] {
  const { id: round, title, platforms, subsidies, stage, deadlines } = of
  const at = { round, title }
  const mine = platforms.filter(({ next }) => next.whose === 'evaluator')
  // The nearest of their days.
  const until = mine.flatMap(({ next }) => next.facts?.until ?? []).sort()[0]
  const own = (kind: Waiting['kind'], word: string) =>
    platforms.flatMap(({ platform, next }): Waiting[] =>
      next.word === word ? [{ kind, count: 1, platform, ...at, until: next.facts?.until }] : [],
    )
  // When nobody can appeal any more, what was answered is history.
  const answers = stage === 'published' && today > deadlines.appeal ? [] : platforms
  const left = subsidies.filter((it) => it.left !== '0.00').length
  return [
    ...(may(asker, 'assessOwn') ? [...own('selfAssessments', 'submit'), ...own('verifiedResults', 'reply')] : []),
    ...(may(asker, 'assessOwn')
      ? answers.map(
          ({ platform, answered }): Waiting => ({ kind: 'evaluatorAnswers', count: answered, platform, ...at }),
        )
      : []),
    ...(may(asker, 'verifyAssessment')
      ? [{ kind: 'roundSteps' as const, count: mine.length, ...at, ...(until !== undefined && { until }) }]
      : []),
    ...(may(asker, 'paySubsidy') ? [{ kind: 'subsidies' as const, count: left, ...at }] : []),
  ]
}

function evidence(warnings: Warnings, platform: string | undefined): Waiting[] {
  const counted = (kind: Waiting['kind'], code: string): Waiting => ({
    kind,
    count: warnings.find((it) => it.code === code)?.contracts ?? 0,
    ...(platform !== undefined && { platform }),
  })
  return [counted('withoutEvidence', 'W14'), counted('notUploaded', 'W19')]
}
