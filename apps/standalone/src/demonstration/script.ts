import type { EngagementContent } from '@pilot-ledger/engagements'
import {
  type BusinessDate,
  dayNumber,
  dayOfNumber,
  engagementIdOf,
  formatAmount,
  type Party,
} from '@pilot-ledger/kernel'
import type { PlatformContent } from '@pilot-ledger/platforms'
import type { ProgrammeContent } from '@pilot-ledger/programme'
import { contractPaper, type PaperPlan } from './contract-paper'

/** One thing a clerk records on a day. `key` is its idempotency key: seeding twice records nothing twice. */
export type Step =
  | {
      readonly on: BusinessDate
      readonly key: string
      readonly kind: 'register'
      readonly platform: string
      readonly content: PlatformContent
    }
  | {
      readonly on: BusinessDate
      readonly key: string
      readonly kind: 'contract'
      readonly engagement: string
      readonly content: EngagementContent
    }
  | {
      readonly on: BusinessDate
      readonly key: string
      readonly kind: 'programme'
      readonly programme: string
      readonly content: ProgrammeContent
    }
  /** Corrects the entry an earlier step made. */
  | {
      readonly on: BusinessDate
      readonly key: string
      readonly kind: 'correction'
      readonly engagement: string
      readonly of: string
      readonly content: EngagementContent
      readonly reason: string
    }
  | {
      readonly on: BusinessDate
      readonly key: string
      readonly kind: 'void'
      readonly engagement: string
      readonly of: string
      readonly reason: string
    }

export type Signing = Extract<EngagementContent, { type: 'ContractSigned' }>['data']

export interface ContractPlan {
  readonly contractNo: string
  readonly client: Party
  readonly title: string
  readonly products: readonly string[]
  readonly categories: Signing['serviceCategories']
  readonly signedOn: BusinessDate
  /** Whole fen at signing. */
  readonly amount: bigint
  readonly kind?: Signing['kind']
  readonly parent?: string
  /** Recorded this many days after signing (default 2). */
  readonly recordedAfter?: number
}

/** Writes the steps of one platform. */
export class Script {
  readonly steps: Step[] = []

  constructor(
    readonly platform: string,
    private readonly prefix: string,
  ) {}

  register(on: BusinessDate, key: string, content: PlatformContent): void {
    this.steps.push({ on, key: `${this.prefix}-${key}`, kind: 'register', platform: this.platform, content })
  }

  sign(plan: ContractPlan): string {
    const data: Signing = {
      platform: this.platform,
      contractNo: plan.contractNo,
      client: plan.client,
      title: plan.title,
      kind: plan.kind ?? 'single',
      ...(plan.parent === undefined ? {} : { parent: plan.parent }),
      technologyContractType: 'service',
      serviceCategories: plan.categories,
      products: plan.products,
      amount: formatAmount(plan.amount),
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: plan.signedOn,
      endsOn: later(plan.signedOn, 365),
      synthetic: true,
    }
    this.record(later(plan.signedOn, plan.recordedAfter ?? 2), plan.contractNo, 'sign', {
      type: 'ContractSigned',
      data,
    })
    return plan.contractNo
  }

  /** Records a content on a contract; the key is the contract's number and a word. */
  record(on: BusinessDate, contractNo: string, word: string, content: EngagementContent): string {
    const key = `${this.prefix}-${contractNo}-${word}`
    this.steps.push({ on, key, kind: 'contract', engagement: this.engagement(contractNo), content })
    return key
  }

  correct(
    on: BusinessDate,
    contractNo: string,
    word: string,
    of: string,
    content: EngagementContent,
    reason: string,
  ): string {
    const key = `${this.prefix}-${contractNo}-${word}`
    this.steps.push({ on, key, kind: 'correction', engagement: this.engagement(contractNo), of, content, reason })
    return key
  }

  void(on: BusinessDate, contractNo: string, of: string, reason: string): void {
    const key = `${this.prefix}-${contractNo}-void`
    this.steps.push({ on, key, kind: 'void', engagement: this.engagement(contractNo), of, reason })
  }

  /** An invoice with 6 % tax inside, the whole of it for this contract unless a share is given. */
  invoice(on: BusinessDate, contractNo: string, word: string, number: number, share: bigint, total = share): string {
    return this.record(later(on, 1), contractNo, word, {
      type: 'InvoiceIssued',
      data: {
        invoice: { kind: 'digital', number: invoiceNumber(number) },
        share: formatAmount(share),
        total: formatAmount(total),
        tax: formatAmount((total * 6n + 53n) / 106n),
        issuedOn: on,
      },
    })
  }

  pay(
    on: BusinessDate,
    contractNo: string,
    word: string,
    reference: string,
    payer: Party,
    share: bigint,
    total = share,
  ): void {
    this.record(later(on, 1), contractNo, word, {
      type: 'PaymentReceived',
      data: { bankReference: reference, payer, share: formatAmount(share), total: formatAmount(total), receivedOn: on },
    })
  }

  /** A contract's paper; of every third one there is a name and a hash alone, as ledgers of before have them. */
  prove(on: BusinessDate, contractNo: string, word: string, digit: number): void {
    const pages = 6 + (digit % 20)
    const signed = signedIn(this.steps, this.engagement(contractNo))
    const kept = signed !== undefined && digit % 3 !== 0
    this.record(on, contractNo, `evidence-${word}`, {
      type: 'EvidenceAttached',
      data: {
        sha256: kept ? contractPaper(planOf(signed, pages)).sha256 : digit.toString(16).padStart(64, '0'),
        kind: '合同',
        fileName: `演示-${contractNo}.pdf`,
        pages,
      },
    })
  }

  private engagement(contractNo: string): string {
    return engagementIdOf(this.platform, contractNo)
  }
}

/** What a contract says as it was signed. */
export function signedIn(steps: readonly Step[], engagement: string): Signing | undefined {
  for (const it of steps)
    if (it.kind === 'contract' && it.engagement === engagement && it.content.type === 'ContractSigned')
      return it.content.data
  return undefined
}

export const planOf = ({ contractNo, title, client, amount, signedOn }: Signing, pages: number): PaperPlan => ({
  ...{ contractNo, title, client: client.name, amount, signedOn, pages },
})

export function later(day: BusinessDate, days: number): BusinessDate {
  return dayOfNumber(dayNumber(day) + days)
}

export function invoiceNumber(number: number): string {
  return `2544${String(number).padStart(16, '0')}`
}
