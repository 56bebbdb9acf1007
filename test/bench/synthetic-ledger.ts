import {
  ENGAGEMENT_EVENTS,
  type EngagementContent,
  engagementStream,
  SERVICE_CATEGORIES,
} from '@pilot-ledger/engagements'
import type { NewEvent } from '@pilot-ledger/event-log'
import {
  dayNumber,
  dayOfNumber,
  engagementIdOf,
  eventIdOf,
  formatAmount,
  type Party,
  platformIdOf,
  written,
} from '@pilot-ledger/kernel'
import { type PlatformContent, platformStream } from '@pilot-ledger/platforms'
import type { Chance } from './chance'

/** One append: the events of a stream that come next. */
export interface SyntheticAppend {
  readonly stream: string
  readonly expected: 'none' | number
  readonly events: readonly NewEvent[]
}

/** Of a province. */
const PLATFORMS = 3_000
const CLIENTS = 40_000
const OPEN_CONTRACTS = 4_000
const FIRST_DAY = dayNumber('2023-01-02')
const LAST_DAY = dayNumber('2026-06-30')

interface OpenContract {
  readonly stream: string
  readonly story: EngagementContent[]
  revision: number
}

/**
 * A ledger of invented contracts, entry by entry: thousands of platforms of very different size, each contract a story of
 * some ten entries, told among thousands of others that are open at the same time; one entry in eighty is corrected.
 * Shapes and sizes are those of the domain; the rules hold, so that the figures are as those of a real ledger.
 */
export function* syntheticLedger(
  chance: Chance,
  entries: number,
  platformCount = PLATFORMS,
): Generator<SyntheticAppend> {
  let made = 0
  const platforms = Array.from({ length: platformCount }, (_, i) => platformIdOf(`示例中试平台${i}`))
  for (const [i, platform] of platforms.entries()) {
    if (made >= entries) return
    const events = registration(i).map((content, at) => event(`p${i}`, at, content))
    made += events.length
    yield { stream: platformStream(platform), expected: 'none', events }
  }
  const open: OpenContract[] = []
  let contracts = 0
  while (made < entries) {
    if (open.length < OPEN_CONTRACTS) {
      const platform = chance.skewed(platformCount)
      const contractNo = `SYN-${contracts++}`
      const stream = engagementStream(engagementIdOf(platforms[platform], contractNo))
      open.push({ stream, story: story(chance, platforms[platform], contractNo), revision: -1 })
    }
    const at = open.length < OPEN_CONTRACTS && chance.maybe(0.5) ? open.length - 1 : chance.below(open.length)
    const contract = open[at]
    const content = contract.story.shift() as EngagementContent
    const revision = contract.revision + 1
    const events = [event(contract.stream, revision, content)]
    if (chance.maybe(1 / 80)) events.push(correction(contract.stream, revision + 1, events[0], content))
    yield { stream: contract.stream, expected: contract.revision === -1 ? 'none' : contract.revision, events }
    contract.revision += events.length
    made += events.length
    if (contract.story.length === 0) {
      open[at] = open[open.length - 1]
      open.pop()
    }
  }
}

export function event(subject: string, revision: number, content: { type: string; data: object }): NewEvent {
  return {
    id: eventIdOf(subject, 'bench', `${revision}`, 0),
    ...written(ENGAGEMENT_EVENTS, content),
    metadata: { actor: 'clerk-bench', correlationId: subject, idempotencyKey: `${subject} ${revision}` },
  }
}

/** A typing mistake in the evidence of figures: the entry said again, its day or money as it should have been. */
function correction(stream: string, revision: number, corrected: NewEvent, content: EngagementContent): NewEvent {
  return event(stream, revision, {
    type: 'EntryCorrected',
    data: { corrects: corrected.id, content, reason: '录入更正' },
  })
}

export function registration(i: number): PlatformContent[] {
  return [
    {
      type: 'PlatformRegistered',
      data: {
        name: `示例中试平台${i}`,
        host: party(i),
        town: `示例镇${i % 24}`,
        fields: ['生物医药'],
        registeredOn: '2023-01-01',
        synthetic: true,
      },
    },
    { type: 'PlatformRecognized', data: { tier: 'municipal', on: '2023-01', document: `示例〔2023〕${i}号` } },
  ]
}

export function party(n: number): Party {
  return { id: { scheme: 'uscc', value: `91440000MA${String(n).padStart(7, '0')}X` }, name: `示例客户科技有限公司${n}` }
}

/** One contract from its signing to its end, in the order in which it is recorded. */
export function story(chance: Chance, platform: string, contractNo: string): EngagementContent[] {
  const signedOn = FIRST_DAY + chance.below(LAST_DAY - FIRST_DAY - 200)
  const day = (offset: number) => dayOfNumber(signedOn + offset)
  const fen = 1_000_000n + BigInt(chance.below(2_000_000)) * 100n
  const yuan = formatAmount
  const client = party(chance.skewed(CLIENTS))
  const products = [`产品 ${contractNo}`, ...(chance.maybe(0.3) ? [`产品 ${contractNo} 乙`] : [])]
  const categories = SERVICE_CATEGORIES.slice(chance.below(4), 5 + chance.below(3))
  const contents: EngagementContent[] = [
    {
      type: 'ContractSigned',
      data: {
        platform,
        contractNo,
        client,
        title: `示例中试技术服务合同 ${contractNo}`,
        kind: 'single',
        technologyContractType: 'service',
        serviceCategories: categories,
        products,
        amount: yuan(fen),
        taxBasis: 'inclusive',
        pricing: 'byActual',
        signedOn: day(0),
        endsOn: day(180),
        synthetic: true,
      },
    },
  ]
  if (chance.maybe(0.2)) {
    const delta = BigInt(chance.below(200_000))
    contents.push({
      type: 'ContractAmended',
      data: {
        amendmentNo: `${contractNo}-1`,
        previousAmount: yuan(fen),
        delta: yuan(delta + 1n),
        newAmount: yuan(fen + delta + 1n),
        amendedOn: day(5),
        reason: '工作量增加',
      },
    })
  }
  for (let batch = 1; batch <= 1 + chance.below(3); batch++) {
    const at = { batchNo: `${contractNo}-B${batch}`, product: chance.pick(products) }
    const [started, completed] = [10 * batch, 10 * batch + 8]
    contents.push(
      {
        type: 'BatchRun',
        data: {
          ...at,
          kind: chance.pick(['小试', '中试', '工艺验证'] as const),
          size: `${1 + chance.below(90)}.5`,
          unit: 'kg',
          startedOn: day(started),
          completedOn: day(completed),
          yieldPercent: `${80 + chance.below(19)}.5`,
        },
      },
      { type: 'BatchReleased', data: { ...at, on: day(completed + 1), by: 'QA-01' } },
    )
  }
  contents.push({
    type: 'DeliverableAccepted',
    data: { deliverableNo: `${contractNo}-D1`, title: '中试研究报告', acceptedOn: day(60), acceptedBy: '委托方' },
  })
  const shares = 1 + chance.below(3)
  for (let i = 0; i < shares; i++) {
    const share = yuan(fen / BigInt(shares))
    const number =
      String(chance.below(1_000_000_000)).padStart(9, '0') + String(chance.below(1_000_000_000)).padStart(11, '4')
    contents.push(
      {
        type: 'InvoiceIssued',
        data: { invoice: { kind: 'digital', number }, share, total: share, tax: '100.00', issuedOn: day(70 + i * 20) },
      },
      {
        type: 'PaymentReceived',
        data: {
          bankReference: `${contractNo}-R${i}`,
          payer: client,
          share,
          total: share,
          receivedOn: day(80 + i * 20),
        },
      },
    )
  }
  if (chance.maybe(0.02)) {
    const product = products[0]
    contents.push({
      type: 'DrugApprovalObtained',
      data: {
        product,
        variety: product,
        approvalNo: `国药准字H2024${String(chance.below(10_000)).padStart(4, '0')}`,
        certificateNo: `2024S${String(chance.below(100_000)).padStart(5, '0')}`,
        holder: client,
        approvedOn: day(150),
      },
    })
  }
  if (chance.maybe(0.9)) contents.push({ type: 'ContractCompleted', data: { on: day(170) } })
  return contents
}
