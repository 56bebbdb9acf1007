import { Injectable } from '@nestjs/common'
import { refuseOtherPages } from '@pilot-ledger/evidence/recording'
import {
  type BusinessDate,
  type Checked,
  numberKey,
  type ProposedEntries,
  type Refusal,
  refuse,
} from '@pilot-ledger/kernel'
import { type Capability, Recorder, type Requested, type RequestIdentity } from '@pilot-ledger/recording'
import { broughtBy } from '../domain/brought-by'
import { decideChange, decideContent, type EngagementChange, type EngagementHistory } from '../domain/decide'
import { type ContractSigned, ENGAGEMENT_EVENTS, type EngagementContent, engagementStream } from '../domain/events'
import { engagementRules } from '../domain/rules'
import type { EngagementState } from '../domain/state'
import { contractIdOf } from './contract-id'
import { KnownParties } from './known-parties'
import { SecondPerson } from './second-person'

/** 合同登记: every entry of a contract. */
@Injectable()
export class EngagementsRecording implements Capability<EngagementState, EngagementContent> {
  readonly events = ENGAGEMENT_EVENTS
  readonly rules = engagementRules
  readonly streamOf = engagementStream
  readonly broughtBy = broughtBy

  constructor(
    private readonly recorder: Recorder,
    private readonly known: KnownParties,
    private readonly second: SecondPerson,
  ) {}

  subjectOf(content: EngagementContent): Promise<string> {
    const { platform, contractNo } = content.data as ContractSigned['data']
    return contractIdOf(this.recorder, platform, contractNo)
  }

  /** A signing names known parties, and a paper has its own pages; so do a correction of one, and one that waited. */
  async refuseOutside(
    requested: EngagementContent | EngagementChange | ProposedEntries<EngagementContent>,
    subject: string,
  ): Promise<Refusal | undefined> {
    if ('type' in requested) return this.refuseOf(requested, subject)
    if (requested.kind === 'void') return undefined
    if (requested.kind !== 'entries') return this.refuseOf(requested.content, subject, '/content/data')
    for (const it of requested.contents) {
      const refused = await this.refuseOf(it, subject)
      if (refused) return refused
    }
    return undefined
  }

  private async refuseOf(content: EngagementContent, subject: string, at = ''): Promise<Refusal | undefined> {
    if (content.type === 'ContractSigned') return this.known.refuseStranger(content.data, at)
    if (content.type !== 'EvidenceAttached') return undefined
    const { terms } = (await this.recorder.load(engagementStream(subject), engagementRules)).history.state
    return terms && refuseOtherPages(this.recorder, terms.platform, content.data, at)
  }

  /** A batch is released or rejected by its number: the product is looked up where only one uses it. */
  completed(history: EngagementHistory, content: EngagementContent): Checked<EngagementContent> {
    if (content.type !== 'BatchReleased' && content.type !== 'BatchRejected') return content
    if (!history.state.terms) return UNKNOWN_ENGAGEMENT
    const product = content.data.product ?? onlyProductOf(history, content.data.batchNo)
    return typeof product === 'string'
      ? ({ ...content, data: { ...content.data, product } } as EngagementContent)
      : product
  }

  decide(history: EngagementHistory, content: EngagementContent, today: BusinessDate) {
    return decideContent(history, content, today)
  }

  decideChange(history: EngagementHistory, change: EngagementChange, today: BusinessDate, subject: string) {
    if (history.live.length === 0) return UNKNOWN_ENGAGEMENT
    return this.known.refuseUncovered(subject, change, history) ?? decideChange(history, change, today)
  }

  requested(subject: string, identity: RequestIdentity, content: EngagementContent): Promise<Requested> {
    return this.second.ofContract(subject, identity, content)
  }

  requestedToChange(subject: string, identity: RequestIdentity, change: EngagementChange): Promise<Requested> {
    return this.second.ofChange(subject, identity, change)
  }

  /** Each may be the last of a framework's call-offs. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.second.inTurn(work)
  }
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
