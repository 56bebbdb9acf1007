import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { CommandIdentity } from '@pilot-ledger/http'
import { type BusinessDate, type Checked, isRefusal, numberKey, refuse } from '@pilot-ledger/kernel'
import { type RecordAnswer, Recorder } from '@pilot-ledger/recording'
import { decideContent, decideCorrection, decideVoid, type EngagementHistory } from '../domain/decide'
import { type EngagementContent, type EngagementEvent, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'
import { CorrectEngagement, DisposeBatch, RecordContent, VoidEngagementEntry } from './commands'
import { KnownParties } from './known-parties'

type Answer = Promise<Checked<RecordAnswer>>
type Decide = (history: EngagementHistory, today: BusinessDate) => Checked<readonly EngagementEvent[]>

function record(recorder: Recorder, engagementId: string, identity: CommandIdentity, decide: Decide): Answer {
  return recorder.record({ ...identity, stream: engagementStream(engagementId), rules: engagementRules, decide })
}

@CommandHandler(RecordContent)
export class RecordContentHandler implements ICommandHandler<RecordContent> {
  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
  ) {}

  async execute({ engagementId, content, identity }: RecordContent): Answer {
    const stranger = content.type === 'ContractSigned' ? await this.known.refuseStranger(content.data) : undefined
    return record(
      this.recorder,
      engagementId,
      identity,
      (history, today) => stranger ?? decideContent(history, content, today),
    )
  }
}

@CommandHandler(DisposeBatch)
export class DisposeBatchHandler implements ICommandHandler<DisposeBatch> {
  constructor(private readonly recorder: Recorder) {}

  execute({ engagementId, type, disposition, identity }: DisposeBatch): Answer {
    return record(this.recorder, engagementId, identity, (history, today) => {
      if (!history.state.terms) return UNKNOWN_ENGAGEMENT
      const product = disposition.product ?? onlyProductOf(history, disposition.batchNo)
      if (isRefusal(product)) return product
      return decideContent(history, { type, data: { ...disposition, product } } as EngagementContent, today)
    })
  }
}

@CommandHandler(CorrectEngagement)
export class CorrectEngagementHandler implements ICommandHandler<CorrectEngagement> {
  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
  ) {}

  async execute({ engagementId, correction, identity }: CorrectEngagement): Answer {
    const { content } = correction
    const stranger =
      content.type === 'ContractSigned' ? await this.known.refuseStranger(content.data, '/content/data') : undefined
    return record(this.recorder, engagementId, identity, (history, today) => {
      if (!history.live.length) return UNKNOWN_ENGAGEMENT
      return stranger ?? decideCorrection(history, correction, today)
    })
  }
}

@CommandHandler(VoidEngagementEntry)
export class VoidEngagementEntryHandler implements ICommandHandler<VoidEngagementEntry> {
  constructor(private readonly recorder: Recorder) {}

  execute({ engagementId, request, identity }: VoidEngagementEntry): Answer {
    return record(this.recorder, engagementId, identity, (history, today) =>
      history.live.length ? decideVoid(history, request, today) : UNKNOWN_ENGAGEMENT,
    )
  }
}

export const HANDLERS = [
  RecordContentHandler,
  DisposeBatchHandler,
  CorrectEngagementHandler,
  VoidEngagementEntryHandler,
]

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
