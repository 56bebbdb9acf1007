import { type Party, sameName, sameNumber } from './identity'
import type { Contract } from './ledger'
import type { MemberKind, Platform } from './platform'
import { type Figure, fenOf, type Row } from './value'

export interface PlatformFigure extends Figure {
  /** Of contracts, or of the platform's register alone. */
  readonly of: 'contracts' | 'register'
  readonly rows: (platform: Platform) => readonly Row[]
  /** Members that began in the window, of which some may be known only to a month. */
  readonly began?: MemberKind
}

const rowOf = ({ signed, index }: Contract): Row => ({
  index,
  what: signed.contractNo,
  day: signed.signedOn,
  party: signed.client.key,
})

/** What is signed in the window, at its present amount: the signing, and each amendment. */
const amounts = (contracts: readonly Contract[], amended: (day: string) => boolean, platform: Platform): Row[] => {
  const signed = contracts.map((it) => ({ ...rowOf(it), fen: it.signed.amount, taxBasis: it.signed.taxBasis }))
  return [...signed, ...amendments(contracts, amended, platform)]
}
const amendments = (contracts: readonly Contract[], on: (day: string) => boolean, platform: Platform): Row[] =>
  platform
    .said('ContractAmended', contracts)
    .filter(({ data }) => on(data.amendedOn))
    .map(({ contract, index, data }) => ({
      index,
      what: contract.signed.contractNo,
      day: data.amendedOn,
      fen: data.delta,
      taxBasis: contract.signed.taxBasis,
    }))
const always = () => true
const never = () => false

interface Money {
  readonly contract: Contract
  readonly index: number
  readonly day: string
  readonly fen: bigint
}
export const invoices = (platform: Platform, of = platform.contracts): Money[] => [
  ...platform.said('InvoiceIssued', of).map((it) => ({ ...it, day: it.data.issuedOn, fen: it.data.share })),
  ...platform.said('InvoiceReversed', of).map((it) => ({ ...it, day: it.data.on, fen: -it.data.amount })),
]
export const payments = (platform: Platform, of = platform.contracts): Money[] => [
  ...platform.said('PaymentReceived', of).map((it) => ({ ...it, day: it.data.receivedOn, fen: it.data.share })),
  ...platform.said('PaymentRefunded', of).map((it) => ({ ...it, day: it.data.on, fen: -it.data.amount })),
]
const dated = (money: readonly Money[], on: (day: string) => boolean, sign = 1n): Row[] =>
  money
    .filter((it) => on(it.day))
    .map(({ contract, index, day, fen }) => ({ index, what: contract.signed.contractNo, day, fen: sign * fen }))

const products = (platform: Platform): Row[] => {
  const signed = platform.signedIn()
  const row = (index: number, day: string) => (product: string) => ({
    index,
    what: product,
    day,
    key: sameName(product),
  })
  return [
    ...signed.flatMap((it) => it.signed.products.map(row(it.index, it.signed.signedOn))),
    ...platform
      .said('ContractAmended', signed)
      .flatMap(({ index, data }) => data.productsAdded.map(row(index, data.amendedOn))),
    ...platform
      .said('BatchRun')
      .filter(({ data }) => platform.inWindow(data.startedOn))
      .map(({ index, data }) => row(index, data.startedOn)(data.product)),
  ]
}

const completed = (platform: Platform, on: (day: string) => boolean) =>
  platform.said('BatchRun').filter(({ data }) => data.completedOn !== undefined && on(data.completedOn))

const approvals = (platform: Platform) =>
  platform.said('DrugApprovalObtained').filter(({ data }) => platform.inWindow(data.approvedOn))
type Approval = ReturnType<typeof approvals>[number]
const variety = ({ index, data }: Approval): Row => ({
  index,
  what: data.variety,
  day: data.approvedOn,
  key: sameName(data.variety),
})

/** Clients of a contract signed before the window. */
const servedBefore = (platform: Platform) =>
  new Set(
    platform.counted
      .filter(({ signed }) => signed.signedOn < platform.window.from)
      .map(({ signed }) => platform.legal(signed.client.key, platform.window.to)),
  )

const members =
  (kind: MemberKind, when: 'inForce' | 'inWindow') =>
  (platform: Platform): Row[] => {
    const list =
      when === 'inForce'
        ? platform.inForce(kind, platform.window.to)
        : platform.members(kind).filter((it) => platform.inWindow(it.from))
    return list.map(({ index, key, since, party }) => ({
      index,
      what: party?.name ?? key,
      day: since,
      party: party?.key,
    }))
  }

type Words = readonly [zh: string, en: string]
const figure =
  (of: PlatformFigure['of'], unit: PlatformFigure['unit'], measure: PlatformFigure['measure']) =>
  (version: number, [zh, en]: Words, rows: PlatformFigure['rows'], began?: MemberKind): PlatformFigure => ({
    version,
    zh,
    en,
    unit,
    measure,
    of,
    rows,
    began,
  })
const contracts = figure('contracts', 'count', 'rows')
const clients = figure('contracts', 'count', 'parties')
const names = figure('contracts', 'count', 'keys')
const signedAmount = figure('contracts', 'CNY', 'sumByTax')
const money = figure('contracts', 'CNY', 'sum')
const held = figure('register', 'count', 'rows')
const partners = figure('register', 'count', 'parties')

/** Every figure of a platform, by its code: its version, its name, and what it is made of. */
export const PLATFORM_FIGURES: Readonly<Record<string, PlatformFigure>> = {
  projects: contracts(2, ['项目数', 'Projects'], (it) => it.signedIn().map(rowOf)),
  'projects.received': contracts(2, ['项目数（期内有到账）', 'Projects with money received in the window'], (it) =>
    it.contracts.filter((contract) => fenOf(dated(payments(it, [contract]), it.inWindow)) > 0n).map(rowOf),
  ),
  'projects.accepted': contracts(2, ['项目数（期内有验收）', 'Projects accepted in the window'], (it) =>
    it.contracts
      .filter((contract) => it.said('DeliverableAccepted', [contract]).some(({ data }) => it.inWindow(data.acceptedOn)))
      .map(rowOf),
  ),
  contractAmount: signedAmount(1, ['合同金额', 'Contract amount'], (it) => amounts(it.signedIn(), always, it)),
  'contractAmount.original': signedAmount(1, ['合同金额（签订时）', 'Contract amount at signing'], (it) =>
    amounts(it.signedIn(), never, it),
  ),
  'contractAmount.withLaterAmendments': signedAmount(
    1,
    ['合同金额（含期内补充协议）', 'Contract amount with amendments to older contracts'],
    (it) => [
      ...amounts(it.signedIn(), always, it),
      ...amendments(
        it.counted.filter(({ signed }) => signed.signedOn < it.window.from),
        it.inWindow,
        it,
      ),
    ],
  ),
  invoicedAmount: money(1, ['开票金额', 'Invoiced amount'], (it) => dated(invoices(it), it.inWindow)),
  receivedAmount: money(1, ['到账金额', 'Received amount'], (it) => dated(payments(it), it.inWindow)),
  outstanding: money(1, ['已开票未到账', 'Outstanding'], (it) => [
    ...dated(invoices(it), it.upToEnd),
    ...dated(payments(it), it.upToEnd, -1n),
  ]),
  clients: clients(2, ['客户数', 'Clients'], (it) => it.signedIn().map(rowOf)),
  'clients.firstServed': clients(2, ['客户数（首次合作）', 'Clients first served in the window'], (it) => {
    const before = servedBefore(it)
    return it
      .signedIn()
      .filter(({ signed }) => !before.has(it.legal(signed.client.key, it.window.to)))
      .map(rowOf)
  }),
  'clients.unrelated': clients(2, ['客户数（剔除关联方）', 'Unrelated clients'], (it) =>
    it
      .signedIn()
      .filter((contract) => !it.related(contract))
      .map(rowOf),
  ),
  'clients.inCity': clients(2, ['客户数（本市）', 'Clients in the city'], (it) =>
    it
      .signedIn()
      .filter(({ signed: { client } }) => isHome(client))
      .map(rowOf),
  ),
  products: names(1, ['服务产品数', 'Service products'], products),
  'products.withCompletedBatch': names(
    1,
    ['服务产品数（有完成批次）', 'Service products with a completed batch'],
    (it) => {
      const run = new Set(completed(it, it.upToEnd).map(({ data }) => sameName(data.product)))
      return products(it).filter(({ key }) => key !== undefined && run.has(key))
    },
  ),
  batches: contracts(1, ['完成批次数', 'Batches completed'], (it) =>
    completed(it, it.inWindow).map(({ index, data }) => ({
      index,
      what: data.product,
      day: data.completedOn as string,
    })),
  ),
  batchesReleased: contracts(1, ['放行批次数', 'Batches released'], (it) =>
    it
      .said('BatchReleased')
      .filter(({ data }) => it.inWindow(data.on))
      .map(({ index, contract, data }) => ({ index, what: contract.signed.contractNo, day: data.on })),
  ),
  approvals: names(1, ['获批品种数', 'Varieties approved'], (it) => approvals(it).map(variety)),
  'approvals.certificates': names(2, ['获批证书数', 'Registration certificates'], (it) =>
    approvals(it).map(({ index, data }) => ({
      index,
      what: data.certificateNo,
      day: data.approvedOn,
      key: sameNumber(data.certificateNo),
    })),
  ),
  'approvals.clientIsHolder': names(
    2,
    ['获批品种数（客户为持有人）', 'Varieties approved with the client as holder'],
    (it) =>
      approvals(it)
        .filter(({ contract, data }) => {
          const on = (party: string) => it.legal(party, data.approvedOn)
          return on(contract.signed.client.key) === on(data.holder.key)
        })
        .map(variety),
  ),
  jointCentres: partners(
    2,
    ['联合研发中心共建企业数', 'Partners with a joint R&D centre'],
    members('centre', 'inWindow'),
    'centre',
  ),
  'jointCentres.inForce': partners(
    2,
    ['联合研发中心共建企业数（在册）', 'Partners with a joint R&D centre in force'],
    members('centre', 'inForce'),
  ),
  productionLines: held(1, ['生产线数', 'Production lines'], members('line', 'inForce')),
  'productionLines.added': held(
    1,
    ['生产线数（期内新增）', 'Production lines added in the window'],
    members('line', 'inWindow'),
    'line',
  ),
  sharedEquipment: held(1, ['共享仪器设备数', 'Shared equipment'], members('equipment', 'inForce')),
  'sharedEquipment.added': held(
    1,
    ['共享仪器设备数（期内新增）', 'Shared equipment added in the window'],
    members('equipment', 'inWindow'),
    'equipment',
  ),
  libraryProjects: held(1, ['中试项目库项目数', 'Library projects'], members('library', 'inForce')),
  'libraryProjects.added': held(
    1,
    ['中试项目库项目数（期内新增）', 'Library projects added in the window'],
    members('library', 'inWindow'),
    'library',
  ),
}

/** 中山市, in a credit code. */
const HOME_REGION = '442000'
export const isHome = ({ scheme, code }: Party) => scheme === 'uscc' && code.slice(2, 8) === HOME_REGION
