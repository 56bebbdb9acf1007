import { Inject, Injectable } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { type EngagementContent, engagementRules, engagementStream } from '@pilot-ledger/engagements'
import { EngagementsRecording } from '@pilot-ledger/engagements/recording'
import { EVENT_LOG, FiguresService, type LogReading } from '@pilot-ledger/figures/reporting'
import { type CommandIdentity, RefusalException } from '@pilot-ledger/http'
import {
  grouped,
  isRefusal,
  oneOfEachKind,
  openProposals,
  type Proposal,
  type ProposedEntries,
  type Refusal,
  refuse,
  type ShapeOf,
} from '@pilot-ledger/kernel'
import {
  type Answered,
  AnswerProposal,
  historyAt,
  NotYetCompleted,
  type ProposalAnswer,
  Recorder,
} from '@pilot-ledger/recording'
import { Totals } from '../import/totals'
import type { FAILED } from './answer-shapes'

interface Waiting {
  readonly engagement: string
  readonly contractNo: string
  readonly proposal: Proposal<EngagementContent> & { readonly change: ProposedEntries<EngagementContent> }
}

/** Judged at once. */
const AT_ONCE = 64
/** So many contracts are told one by one: those that wait, and those that could not be approved. */
const MOST_TOLD = 200

/** 待复核的导入: what a file brought that one person may not record waits as one thing, and is answered as one. */
@Injectable()
export class WaitingImportsService {
  constructor(
    private readonly figures: FiguresService,
    private readonly recorder: Recorder,
    private readonly commands: CommandBus,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  async list(platform: string, waitFor?: string) {
    const imports = grouped(await this.waiting(platform, waitFor), (it) => it.proposal.change.import as string)
    return { platform, imports: [...imports].map(([id, waiting]) => summaryOf(id, waiting)) }
  }

  /**
   * All that can be answered, as one; a framework before its call-offs. What the ledger does not allow any more is told and goes
   * on waiting. Refusals: `unknown-import`, `answer-follows` where it is decided and the log fails before all of it is written.
   */
  async answer(platform: string, id: string, answer: ProposalAnswer, identity: CommandIdentity) {
    const all = (await this.waiting(platform)).filter((it) => it.proposal.change.import === id)
    if (all.length === 0) throw new RefusalException([UNKNOWN_IMPORT], 404)
    // Of one contract in their order, and frameworks, which others lean on, before all.
    const waves = [all.filter((it) => !isCallOff(it)), all.filter(isCallOff)]
    try {
      const { answer: reported, moved } = await this.recorder.together(async (leaning) => {
        const reported: Reported = { entries: 0, failed: [], without: new Set() }
        for (const wave of waves) {
          const byContract = [...grouped(wave, (it) => it.engagement).values()]
          for (let at = 0; at < byContract.length; at += AT_ONCE)
            await Promise.all(
              byContract.slice(at, at + AT_ONCE).map((its) => this.answerAll(id, its, answer, identity, reported)),
            )
          leaning()
        }
        return reported
      })
      // Decided, and then another was faster with the contract.
      for (const { stream, key, refusal } of moved) {
        if (!refusal) continue
        const it = all.find(({ proposal }) => keyOf(answer, id, proposal.id) === key)
        if (!it) throw new Error(`${stream} was answered under a key of nobody: ${key}`)
        fail(reported, it, refusal)
        reported.entries -= it.proposal.change.contents.length
      }
      const { entries, failed, without } = reported
      const contracts = new Set(all.map((it) => it.engagement)).size - without.size
      const position = await this.recorder.position()
      return { import: id, platform, answer: answer.does, contracts, entries, failed, position }
    } catch (error) {
      if (error instanceof NotYetCompleted) throw new RefusalException([ANSWER_FOLLOWS], 503)
      throw error
    }
  }

  /** The proposals of one contract, as far as the ledger allows them. */
  private async answerAll(
    id: string,
    its: readonly Waiting[],
    answer: ProposalAnswer,
    identity: CommandIdentity,
    reported: Reported,
  ): Promise<void> {
    for (const it of its) {
      const command = { ...identity, idempotencyKey: keyOf(answer, id, it.proposal.id) }
      const answered = await this.commands.execute<object, Answered>(
        new AnswerProposal(EngagementsRecording, it.engagement, it.proposal.id, answer, command),
      )
      if (isRefusal(answered)) return fail(reported, it, answered)
      reported.entries += it.proposal.change.contents.length
    }
  }

  private async waiting(platform: string, waitFor?: string): Promise<readonly Waiting[]> {
    const tables = await this.figures.ready(waitFor)
    const number = this.figures.platformNumber(tables, platform)
    const found: Waiting[] = []
    for (const contract of tables.contractsOf(number)) {
      const { id: engagement, proposals } = tables.contract(contract)
      if (proposals === 0) continue
      const { events, history } = await historyAt(this.log, engagementStream(engagement), engagementRules)
      for (const proposal of openProposals(history.proposals))
        if (proposal.change.kind === 'entries' && proposal.change.import !== undefined)
          found.push({
            engagement,
            contractNo: numberOf([...events, ...proposal.change.contents]),
            proposal: { ...proposal, change: proposal.change },
          })
    }
    return found
  }
}

/** As signed, or as the signing that waits says; no correction changes it. */
function numberOf(contents: readonly { readonly type: string; readonly data: object }[]): string {
  const signed = contents.find((it) => it.type === 'ContractSigned') as { data: { contractNo: string } } | undefined
  return signed?.data.contractNo ?? ''
}

function summaryOf(id: string, waiting: readonly Waiting[]) {
  const totals = new Totals()
  let n = 0
  for (const { proposal } of waiting) totals.add(n++, proposal.change.contents)
  const [{ proposal }] = waiting
  const contracts = new Map(waiting.map((it) => [it.engagement, it.contractNo]))
  return {
    import: id,
    contracts: contracts.size,
    named: [...contracts].slice(0, MOST_TOLD).map(([engagement, contractNo]) => ({ engagement, contractNo })),
    entries: waiting.reduce((sum, it) => sum + it.proposal.change.contents.length, 0),
    totals: totals.list(),
    because: oneOfEachKind(waiting.flatMap((it) => it.proposal.change.because)),
    proposedBy: proposal.proposedBy,
    proposedAt: new Date(proposal.proposedAt).toISOString(),
  }
}

const isCallOff = ({ proposal }: Waiting) =>
  proposal.change.contents.some((it) => it.type === 'ContractSigned' && it.data.kind === 'callOff')

interface Reported {
  entries: number
  readonly failed: ShapeOf<typeof FAILED>[]
  /** Contracts of which something is among them. */
  readonly without: Set<string>
}

function fail(reported: Reported, { engagement, proposal }: Waiting, { code, zh, en }: Refusal): void {
  reported.without.add(engagement)
  if (reported.failed.length < MOST_TOLD) reported.failed.push({ engagement, proposal: proposal.id, code, zh, en })
}

const keyOf = ({ does }: ProposalAnswer, id: string, proposal: string) => `${does}-${id}-${proposal}`

const ANSWER_FOLLOWS = refuse('answer-follows', {
  zh: '答复已整体登记在案，其余部分在账本恢复后自动写入，无需重做',
  en: 'all of the answer is decided; what is missing follows by itself once the log serves again',
})
const UNKNOWN_IMPORT = refuse('unknown-import', {
  zh: '没有此待复核的导入',
  en: 'no import under this number waits for a second person',
})
