import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { CommandIdentity } from '@pilot-ledger/http'
import {
  type BusinessDate,
  byOnePerson,
  type Checked,
  decideInOrder,
  foldHistory,
  isRefusal,
  numberKey,
  type ProposedEntries,
  proposeChange,
  type Refusal,
  recordOrPropose,
  refuse,
} from '@pilot-ledger/kernel'
import { answerProposal, type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import { type Brought, broughtBy } from '../domain/brought-by'
import { decideChange, decideContent, type EngagementChange, type EngagementHistory } from '../domain/decide'
import { type EngagementContent, type EngagementEvent, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'
import { AnswerProposal, ChangeEngagement, DisposeBatch, ProposeChange, RecordContent } from './commands'
import { KnownParties } from './known-parties'
import { SecondPerson } from './second-person'

/** What is answered of a command on a contract: where it stands, and what it brings. */
export type Recorded = RecordAnswer & Brought
type Answer = Promise<Checked<Recorded>>
type Decide = (history: EngagementHistory, today: BusinessDate, now: number) => Checked<readonly EngagementEvent[]>

async function record(recorder: Recorder, engagementId: string, identity: CommandIdentity, decide: Decide): Answer {
  const stream = engagementStream(engagementId)
  let brought: Brought | undefined
  const answer = await recorder.record<EngagementHistory['state'], EngagementContent>({
    ...identity,
    stream,
    rules: engagementRules,
    decide: (history, today, now) => {
      const decided = decide(history, today, now)
      brought = isRefusal(decided) ? undefined : broughtBy(history, decided, now)
      return decided
    },
  })
  if (isRefusal(answer)) return answer
  const decidedNow = answer.repeated ? undefined : brought
  return { ...answer, ...(decidedNow ?? (await broughtThen(recorder, stream, answer.entryIds))) }
}

/** Read from the stream, so that a repeated request is told the same. */
async function broughtThen(recorder: Recorder, stream: string, entryIds: readonly string[]): Promise<Brought> {
  const entries = await recorder.entries<EngagementEvent>(stream)
  const first = entries.findIndex(({ id }) => id === entryIds[0])
  const its = entries.slice(first, first + entryIds.length)
  const before = foldHistory(engagementRules, entries.slice(0, first))
  return broughtBy(
    before,
    its.map(({ event }) => event),
    its[0].recordedAt,
  )
}

@CommandHandler(RecordContent)
export class RecordContentHandler implements ICommandHandler<RecordContent> {
  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
    private readonly second: SecondPerson,
  ) {}

  async execute({ engagementId, content, identity }: RecordContent): Answer {
    const stranger = content.type === 'ContractSigned' ? await this.known.refuseStranger(content.data) : undefined
    const asked = await this.second.ofContract(engagementId, identity, content)
    return record(this.recorder, engagementId, identity, (history, today, now) => {
      const decide = (it: EngagementHistory) => stranger ?? decideContent(it, content, today)
      return recordOrPropose(engagementRules, history, decide, asked(now))
    })
  }
}

@CommandHandler(DisposeBatch)
export class DisposeBatchHandler implements ICommandHandler<DisposeBatch> {
  constructor(
    private readonly recorder: Recorder,
    private readonly second: SecondPerson,
  ) {}

  async execute({ engagementId, type, disposition, identity }: DisposeBatch): Answer {
    const asked = await this.second.ofContract(engagementId, identity)
    return record(this.recorder, engagementId, identity, (history, today, now) => {
      const decide = (it: EngagementHistory) => {
        if (!it.state.terms) return UNKNOWN_ENGAGEMENT
        const product = disposition.product ?? onlyProductOf(it, disposition.batchNo)
        if (isRefusal(product)) return product
        return decideContent(it, { type, data: { ...disposition, product } } as EngagementContent, today)
      }
      return recordOrPropose(engagementRules, history, decide, asked(now))
    })
  }
}

@CommandHandler(ChangeEngagement)
export class ChangeEngagementHandler implements ICommandHandler<ChangeEngagement> {
  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
    private readonly second: SecondPerson,
  ) {}

  async execute({ engagementId, change, identity }: ChangeEngagement): Answer {
    const stranger = await strangerOf(this.known, change)
    return this.second.changing(engagementId, identity, change, (asked) =>
      record(this.recorder, engagementId, identity, (history, today, now) =>
        byOnePerson(history, stranger ?? decideKnown(this.known, engagementId, history, change, today), asked(now)),
      ),
    )
  }
}

@CommandHandler(ProposeChange)
export class ProposeChangeHandler implements ICommandHandler<ProposeChange> {
  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
    private readonly second: SecondPerson,
  ) {}

  async execute({ engagementId, change, identity }: ProposeChange): Answer {
    const stranger = await strangerOf(this.known, change)
    const asked = await this.second.ofChange(engagementId, identity, change)
    return record(this.recorder, engagementId, identity, (history, today, now) => {
      const decided = stranger ?? decideKnown(this.known, engagementId, history, change, today)
      return proposeChange(history, change, decided, asked(now))
    })
  }
}

@CommandHandler(AnswerProposal)
export class AnswerProposalHandler implements ICommandHandler<AnswerProposal> {
  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
  ) {}

  execute(command: AnswerProposal): Answer {
    return answerOn(this.recorder, this.known, command)
  }
}

/** Answers a proposal; what waits by an import is answered proposal by proposal, too. */
export async function answerOn(
  recorder: Recorder,
  known: KnownParties,
  { engagementId, proposal, answer, identity }: AnswerProposal,
): Answer {
  // What a corrected signing leans on may have gone since it was proposed.
  const { history: before } = await recorder.load(engagementStream(engagementId), engagementRules)
  const change = before.proposals.get(proposal)?.change
  const stranger = answer.does === 'approve' && change ? await strangerOf(known, change) : undefined
  return record(recorder, engagementId, identity, (history, today, now) =>
    answerProposal(
      history,
      proposal,
      answer,
      recorder.asked(identity, now),
      (it) => stranger ?? decideKnown(known, engagementId, history, it, today),
      (contents) =>
        stranger ?? decideInOrder(engagementRules, history, contents, (before, it) => decideContent(before, it, today)),
    ),
  )
}

export const HANDLERS = [
  RecordContentHandler,
  DisposeBatchHandler,
  ChangeEngagementHandler,
  ProposeChangeHandler,
  AnswerProposalHandler,
]

/** A correction of a signing names known parties, as the signing did; so does one that waited. */
function strangerOf(
  known: KnownParties,
  change: EngagementChange | ProposedEntries<EngagementContent>,
): Promise<Refusal | undefined> {
  if (change.kind === 'entries') {
    const signed = change.contents.find((it) => it.type === 'ContractSigned')
    return signed ? known.refuseStranger(signed.data) : Promise.resolve(undefined)
  }
  if (change.kind === 'void' || change.content.type !== 'ContractSigned') return Promise.resolve(undefined)
  return known.refuseStranger(change.content.data, '/content/data')
}

function decideKnown(
  known: KnownParties,
  engagementId: string,
  history: EngagementHistory,
  change: EngagementChange,
  today: BusinessDate,
) {
  if (history.live.length === 0) return UNKNOWN_ENGAGEMENT
  return known.refuseUncovered(engagementId, change, history) ?? decideChange(history, change, today)
}

const UNKNOWN_ENGAGEMENT = refuse('unknown-contract', {
  rule: 'H8',
  zh: '合同未签订或已作废',
  en: 'the contract is not signed, or was voided',
})

/** The product of a batch number that only one product of the contract uses. */
function onlyProductOf(history: EngagementHistory, batchNo: string): Checked<string> {
  const products = [...history.state.batches.values()]
    .filter((it) => numberKey(it.batchNo) === numberKey(batchNo))
    .map((it) => it.product)
  if (products.length === 1) return products[0]
  if (products.length === 0) {
    return refuse('unknown-batch', {
      rule: 'H14',
      pointer: '/batchNo',
      zh: '没有此批次',
      en: 'there is no such batch',
      facts: { batchNo },
    })
  }
  return refuse('batch-ambiguous', {
    pointer: '/product',
    zh: '多个产品使用此批号，请注明产品',
    en: 'several products use this batch number; name the product',
    facts: { products: products.join('、') },
  })
}
