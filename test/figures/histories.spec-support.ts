import {
  decideContent,
  decideCorrection,
  decideVoid,
  ENGAGEMENT_EVENTS,
  type EngagementContent,
  type EngagementEvent,
  type EngagementHistory,
  engagementRules,
  engagementStream,
  lastsStill,
} from '@pilot-ledger/engagements'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  dayNumber,
  dayOfNumber,
  emptyHistory,
  engagementIdOf,
  extend,
  formatAmount,
  isRefusal,
  type Party,
  platformIdOf,
  written,
} from '@pilot-ledger/kernel'
import {
  decideCorrection as correctRegister,
  decideRecord,
  type PlatformContent,
  type PlatformHistory,
  platformRules,
  platformStream,
  decideVoid as voidRegister,
} from '@pilot-ledger/platforms'

/** A repeatable source of chances (mulberry32): fast-check gives and shrinks the seed. */
export class Chance {
  constructor(private state: number) {}
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  below(n: number): number {
    return Math.floor(this.next() * n)
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]
  }
  maybe(probability: number): boolean {
    return this.next() < probability
  }
}

const PARTIES: Party[] = [
  ...['91442000MA9000001', '91442000MA9000002', '91110105MA9000003', '91440300MA9000004'].map((it, i) => ({
    id: { scheme: 'uscc' as const, value: `${it}${i}` },
    name: `客户${i}`,
  })),
  { id: { scheme: 'foreign', country: 'DE', value: 'HRB 1' }, name: 'Foreign GmbH' },
  { id: { scheme: 'person', value: 'P-7' }, name: '自然人七号' },
]
/** Spellings of one product: by width and case, by how an accent is composed. */
const PRODUCTS = ['片剂 10mg', '片剂　10MG', '镜头', '模组', 'Caf\u00e9 凝胶', 'Cafe\u0301 凝胶']
const CERTIFICATES = ['S1', 's1', 'Ｓ1', 'S 1', 'S2']
const FIRST_DAY = dayNumber('2024-06-01')

/**
 * A random history that obeys the rules: every step is offered to the real deciders and kept only if they accept it.
 * Corrections (also of corrections), voids, signing anew, late entries and memberships come with it. `alike`: all contracts are
 * of one client and one of two amounts.
 */
export function randomHistory(seed: number, steps = 60, alike = false): { log: RecordedEvent[]; platforms: string[] } {
  const chance = new Chance(seed)
  const log: RecordedEvent[] = []
  const contracts = new Map<string, EngagementHistory>()
  const registers = new Map<string, PlatformHistory>()
  const platforms = ['甲平台', '乙平台'].map(platformIdOf)
  let today = FIRST_DAY + 200

  const append = (
    stream: string,
    events: readonly { type: string; data: object }[],
    take: (event: RecordedEvent) => void,
  ) => {
    for (const { type, data } of events) {
      const recordedAt = Date.parse(`${dayOfNumber(today)}T10:00:00+08:00`)
      const sequence = log.length + 1
      const event: RecordedEvent = {
        id: `00000000-0000-5000-8000-${String(sequence).padStart(12, '0')}`,
        ...written(ENGAGEMENT_EVENTS, { type, data }),
        metadata: { actor: 'test', correlationId: 'test' },
        position: String(sequence),
        stream,
        revision: log.filter((it) => it.stream === stream).length,
        recordedAt,
      }
      log.push(event)
      take(event)
    }
  }
  const asEntry = (event: RecordedEvent) => ({
    id: event.id,
    revision: event.revision,
    recordedAt: event.recordedAt,
    actor: 'test',
    event: { type: event.type, data: event.data } as never,
  })
  const onContract = (
    id: string,
    decide: (history: EngagementHistory, day: string) => readonly EngagementEvent[] | object,
  ) => {
    const history = contracts.get(id) ?? (emptyHistory(engagementRules) as EngagementHistory)
    const decided = decide(history, dayOfNumber(today))
    if (isRefusal(decided)) return
    append(engagementStream(id), decided as readonly EngagementEvent[], (event) =>
      contracts.set(
        id,
        extend(
          engagementRules,
          contracts.get(id) ?? (emptyHistory(engagementRules) as EngagementHistory),
          asEntry(event),
        ) as EngagementHistory,
      ),
    )
  }
  const onRegister = (id: string, decide: (history: PlatformHistory, day: string) => object) => {
    const history = registers.get(id) ?? (emptyHistory(platformRules) as PlatformHistory)
    const decided = decide(history, dayOfNumber(today))
    if (isRefusal(decided)) return
    append(platformStream(id), decided as readonly { type: string; data: object }[], (event) =>
      registers.set(
        id,
        extend(
          platformRules,
          registers.get(id) ?? (emptyHistory(platformRules) as PlatformHistory),
          asEntry(event),
        ) as PlatformHistory,
      ),
    )
  }
  for (const [i, id] of platforms.entries()) {
    onRegister(id, (history, day) =>
      decideRecord(
        history,
        {
          type: 'PlatformRegistered',
          data: {
            name: ['甲平台', '乙平台'][i],
            host: PARTIES[0],
            town: '小榄镇',
            fields: [],
            registeredOn: '2024-06-01',
          },
        },
        day,
      ),
    )
  }
  for (let step = 0; step < steps; step++) {
    today += chance.below(6)
    const platform = chance.pick(platforms)
    if (chance.maybe(0.18)) {
      registerStep(chance, platform, onRegister, today)
      continue
    }
    const no = `C${chance.below(7)}`
    const id = engagementIdOf(platform, no)
    const live = contracts.get(id)?.live ?? []
    if (live.length > 0 && chance.maybe(0.14)) {
      const target = chance.pick(live)
      const fresh =
        target.content.type === 'ContractSigned'
          ? signing(chance, platform, no, today, alike)
          : contentFor(chance, contracts.get(id) as EngagementHistory, today, target.content.type)
      onContract(id, (history, day) =>
        decideCorrection(history, { corrects: target.id, content: fresh, reason: '更正' }, day),
      )
    } else if (live.length > 0 && chance.maybe(0.08)) {
      const target = chance.pick(live)
      onContract(id, (history, day) =>
        decideVoid(history, { voids: target.id, reason: '作废', includeLater: chance.maybe(0.5) }, day),
      )
    } else if (live.length === 0) {
      onContract(id, (history, day) => decideContent(history, signing(chance, platform, no, today, alike), day))
    } else {
      onContract(id, (history, day) => decideContent(history, contentFor(chance, history, today), day))
    }
  }
  return { log, platforms }
}

const past = (chance: Chance, today: number) => dayOfNumber(today - chance.below(chance.maybe(0.2) ? 150 : 25))
const amount = (chance: Chance) => BigInt(1 + chance.below(5_000_000))

function signing(
  chance: Chance,
  platform: string,
  contractNo: string,
  today: number,
  alike: boolean,
): EngagementContent {
  const kind = chance.pick(['single', 'single', 'framework', 'callOff'] as const)
  return {
    type: 'ContractSigned',
    data: {
      platform,
      contractNo,
      client: { ...(alike ? PARTIES[1] : chance.pick(PARTIES)), name: `名称${chance.below(3)}` },
      title: '中试服务',
      kind,
      ...(kind === 'callOff' ? { parent: `C${chance.below(7)}` } : {}),
      serviceCategories: chance.maybe(0.5) ? ['产品试制'] : ['检验检测', '产品试制'],
      products: [chance.pick(PRODUCTS)],
      amount: formatAmount(alike ? BigInt(1 + chance.below(2)) * 1_000_000n : amount(chance) + 1_000_000n),
      taxBasis: chance.maybe(0.85) ? 'inclusive' : 'exclusive',
      pricing: chance.maybe(0.5) ? 'fixed' : 'byActual',
      signedOn: past(chance, today),
    },
  }
}

/** Every type but the signing, which opens a contract; what is frequent in life more often, what ends it all seldom. */
const OFTEN: Partial<Record<EngagementContent['type'], number>> = {
  ContractSigned: 0,
  InvoiceIssued: 2,
  PaymentReceived: 2,
  BatchRun: 2,
}
const TYPES = ENGAGEMENT_EVENTS.all.flatMap(({ type }) => Array.from({ length: OFTEN[type] ?? 1 }, () => type))

function contentFor(
  chance: Chance,
  history: EngagementHistory,
  today: number,
  type: EngagementContent['type'] = chance.pick(TYPES),
): EngagementContent {
  const { state } = history
  const share = formatAmount(amount(chance) / 4n + 1n)
  // Mostly as the rules ask it: nothing but work and advances before the signing.
  const signedOn = chance.maybe(0.85) ? state.terms?.signedOn : undefined
  const day = [past(chance, today), signedOn ?? ''].sort()[1]
  const batch = chance.pick([...state.batches.values(), { batchNo: 'B0', product: PRODUCTS[0] }])
  const invoices = history.live.flatMap(({ content }) =>
    content.type === 'InvoiceIssued' ? [content.data.invoice] : [],
  )
  const invoice = { kind: 'digital' as const, number: String(chance.below(9)).padStart(20, '0') }
  const payments = [...state.payments.keys()]
  const registration = `T${chance.below(3)}`
  switch (type) {
    case 'ContractSigned':
      throw new Error('a contract is signed before anything else')
    case 'ContractAmended': {
      const delta = amount(chance) - 2_000_000n || 1n
      return {
        type,
        data: {
          amendmentNo: `A${chance.below(6)}`,
          previousAmount: formatAmount(state.amount),
          delta: formatAmount(delta),
          newAmount: formatAmount(state.amount + delta),
          amendedOn: day,
          reason: '变更',
          ...(chance.maybe(0.3) ? { productsAdded: [chance.pick(PRODUCTS)] } : {}),
        },
      }
    }
    case 'BatchRun':
      return {
        type,
        data: {
          batchNo: `B${chance.below(5)}`,
          product: chance.pick(PRODUCTS),
          kind: chance.pick(['中试', '工艺验证'] as const),
          size: '10',
          unit: '批',
          startedOn: dayOfNumber(dayNumber(day) - 5),
          ...(chance.maybe(0.8) ? { completedOn: day } : {}),
        },
      }
    case 'BatchReleased':
    case 'BatchRejected':
      return { type, data: { batchNo: batch.batchNo, product: batch.product, on: dayOfNumber(today), by: '质量部' } }
    case 'DeliverableAccepted':
      return { type, data: { deliverableNo: `D${chance.below(4)}`, acceptedOn: day, acceptedBy: '客户' } }
    case 'InvoiceIssued':
      return { type, data: { invoice, share, total: share, tax: '0.00', issuedOn: day } }
    case 'InvoiceReversed':
      return {
        type,
        data: {
          invoice: invoices.length ? chance.pick(invoices) : invoice,
          amount: formatAmount(1n + BigInt(chance.below(400_000))),
          on: dayOfNumber(today),
        },
      }
    case 'PaymentReceived':
      return {
        type,
        data: {
          bankReference: `R${chance.below(9)}`,
          payer: chance.pick(PARTIES),
          share,
          total: share,
          receivedOn: day,
        },
      }
    case 'PaymentRefunded':
      return {
        type,
        data: {
          bankReference: payments.length ? chance.pick(payments) : 'R0',
          amount: formatAmount(1n + BigInt(chance.below(400_000))),
          on: dayOfNumber(today),
        },
      }
    case 'DrugApprovalObtained':
      return {
        type,
        data: {
          product: chance.pick(PRODUCTS),
          variety: chance.pick(['品种甲', '品种乙']),
          approvalNo: '国药准字H20250001',
          certificateNo: chance.pick(CERTIFICATES),
          holder: chance.pick(PARTIES),
          approvedOn: day,
        },
      }
    case 'ContractCompleted': {
      // One that stands still may have been completed before.
      const still = lastsStill(state.suspensions)
      return { type, data: { on: still ? dayOfNumber(dayNumber(still.from) - 1) : day } }
    }
    case 'ContractTerminated':
      return { type, data: { on: day, reason: '终止', settlementAmount: share } }
    case 'ContractSuspended':
      return { type, data: { on: day, reason: '场地改造' } }
    case 'ContractResumed':
      return { type, data: { on: day } }
    case 'TechContractRegistered':
      return {
        type,
        data: {
          registrationNo: registration,
          regime: '现行办法',
          dealAmount: share,
          technologyAmount: '0.00',
          registeredOn: day,
        },
      }
    case 'TechContractRegistrationChanged': {
      const amounts = { dealAmount: share, technologyAmount: '0.00' }
      return { type, data: { registrationNo: registration, ...amounts, changedOn: day, reason: '金额变更' } }
    }
    case 'TechContractRegistrationCancelled':
      return { type, data: { registrationNo: registration, cancelledOn: day, reason: '未履行' } }
    case 'EvidenceAttached':
      return { type, data: { sha256: 'a'.repeat(64), kind: '合同', fileName: 'a.pdf', pages: 1 } }
  }
}

const STARTS = [
  'ProductionLineCommissioned',
  'JointCentreEstablished',
  'EquipmentShared',
  'LibraryProjectAdded',
  'AffiliationDeclared',
  'BranchDeclared',
] as const
const ENDS = [
  'ProductionLineRetired',
  'JointCentreDissolved',
  'EquipmentWithdrawn',
  'LibraryProjectRemoved',
  'AffiliationEnded',
  'BranchEnded',
] as const

function registerStep(
  chance: Chance,
  platform: string,
  onRegister: (id: string, decide: (history: PlatformHistory, day: string) => object) => void,
  today: number,
): void {
  // Joint centres and branches most: who is one legal person with whom is where figures are lost.
  const at = chance.maybe(0.4) ? chance.pick([1, 5]) : chance.below(6)
  const from = chance.maybe(0.3) ? past(chance, today).slice(0, 7) : past(chance, today)
  const start = {
    type: STARTS[at],
    data: {
      key: `K${chance.below(3)}`,
      title: '登记',
      from,
      ...(at === 1 || at === 4 || at === 5 ? { party: chance.pick(PARTIES) } : {}),
      ...(at === 4 ? { relation: 'controls' } : {}),
      ...(at === 5 ? { headOffice: chance.pick(PARTIES) } : {}),
    },
  } as PlatformContent
  const end = {
    type: ENDS[at],
    data: { key: `K${chance.below(3)}`, on: dayOfNumber(today), reason: '终止' },
  } as PlatformContent
  onRegister(platform, (history, day) => {
    const target = chance.pick(history.live)
    if (history.live.length > 1 && chance.maybe(0.1))
      return voidRegister(history, { voids: target.id, reason: '作废' }, day)
    if (chance.maybe(0.1) && target.content.type === start.type)
      return correctRegister(history, { corrects: target.id, content: start, reason: '更正' }, day)
    return decideRecord(history, chance.maybe(0.3) ? end : start, day)
  })
}
