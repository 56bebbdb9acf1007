import type { JsonObject } from '../json/json'
import { Failure } from '../verdict/failure'
import { Fields } from './fields'

/** What is said in a ledger, by type: of each what figures look at. What no figure looks at is known by its name alone. */
const nothing = () => ({})
const start = (it: Fields) => ({ key: it.text('key'), from: it.dayOrMonth('from') })
const startWith = (it: Fields) => ({ ...start(it), party: it.party('party') })
const end = (it: Fields) => ({ key: it.text('key'), on: it.day('on') })
const given = (it: Fields) => ({ amount: it.fen('amount'), on: it.day('on') })
const standing = (it: Fields) => ({ ...start(it), until: it.maybeDay('until') })

/** A letter's statement, as written. */
const publication = (it: Fields) => ({
  publicationNo: it.text('publicationNo'),
  figure: it.text('figure'),
  value: it.decimal('value'),
  unit: it.oneOf('unit', ['count', '元', '万元', '亿元']),
  basis: it.text('basis'),
  windowFrom: it.maybeDayOrMonth('windowFrom'),
  windowTo: it.maybeDayOrMonth('windowTo'),
  states: it.maybeText('states'),
  source: it.within('source', (its) => ({
    document: its.text('document'),
    publishedOn: its.text('publishedOn'),
    wording: its.text('wording'),
  })),
})
export type Publication = ReturnType<typeof publication>

const CONTRACT = {
  ContractSigned: (it: Fields) => ({
    platform: it.text('platform'),
    contractNo: it.text('contractNo'),
    title: it.text('title'),
    kind: it.text('kind'),
    parent: it.maybeText('parent'),
    client: it.party('client'),
    products: it.texts('products'),
    amount: it.fen('amount'),
    taxBasis: it.oneOf('taxBasis', ['inclusive', 'exclusive']),
    signedOn: it.day('signedOn'),
    subcontracted: it.isTrue('subcontracted'),
    otherFunding: it.has('otherFunding'),
  }),
  ContractAmended: (it: Fields) => ({
    delta: it.fen('delta'),
    amendedOn: it.day('amendedOn'),
    productsAdded: it.maybeTexts('productsAdded'),
  }),
  BatchRun: (it: Fields) => ({
    product: it.text('product'),
    startedOn: it.day('startedOn'),
    completedOn: it.maybeDay('completedOn'),
  }),
  BatchReleased: (it: Fields) => ({ on: it.day('on') }),
  DeliverableAccepted: (it: Fields) => ({ acceptedOn: it.day('acceptedOn') }),
  InvoiceIssued: (it: Fields) => ({
    share: it.fen('share'),
    issuedOn: it.day('issuedOn'),
    invoice: it.json('invoice'),
  }),
  InvoiceReversed: (it: Fields) => ({ ...given(it), invoice: it.json('invoice') }),
  PaymentReceived: (it: Fields) => ({ share: it.fen('share'), receivedOn: it.day('receivedOn') }),
  PaymentRefunded: given,
  DrugApprovalObtained: (it: Fields) => ({
    variety: it.text('variety'),
    certificateNo: it.text('certificateNo'),
    holder: it.party('holder'),
    approvedOn: it.day('approvedOn'),
  }),
  BatchRejected: nothing,
  TechContractRegistered: (it: Fields) => ({ registeredOn: it.day('registeredOn') }),
  TechContractRegistrationChanged: nothing,
  TechContractRegistrationCancelled: nothing,
  ContractSuspended: nothing,
  ContractResumed: nothing,
  ContractCompleted: (it: Fields) => ({ on: it.day('on') }),
  ContractTerminated: nothing,
  EvidenceAttached: nothing,
}

const REGISTER = {
  PlatformRegistered: (it: Fields) => ({ name: it.text('name'), host: it.party('host') }),
  PlatformRecognized: (it: Fields) => ({ tier: it.text('tier'), on: it.dayOrMonth('on') }),
  RecognitionRevoked: (it: Fields) => ({ tier: it.text('tier'), on: it.day('on') }),
  CultivationDesignated: (it: Fields) => ({ on: it.dayOrMonth('on') }),
  ProductionLineCommissioned: start,
  ProductionLineRetired: end,
  JointCentreEstablished: startWith,
  JointCentreDissolved: end,
  EquipmentShared: start,
  EquipmentWithdrawn: end,
  LibraryProjectAdded: start,
  LibraryProjectRemoved: end,
  AffiliationDeclared: (it: Fields) => ({ ...startWith(it), relation: it.maybeText('relation') }),
  AffiliationEnded: end,
  BranchDeclared: (it: Fields) => ({ ...startWith(it), headOffice: it.party('headOffice') }),
  BranchEnded: end,
  FigurePublished: publication,
}

const PROGRAMME = {
  ProgrammeOpened: nothing,
  FigurePublished: publication,
  CallOpened: nothing,
  CallClosed: nothing,
  ApplicationReceived: (it: Fields) => ({
    key: it.text('key'),
    party: it.party('party'),
    town: it.text('town'),
    on: it.day('on'),
  }),
  MaterialReviewed: nothing,
  SiteVisited: nothing,
  ApplicationDecided: (it: Fields) => ({
    ...end(it),
    decision: it.oneOf('decision', ['recognised', 'cultivated', 'refused']),
  }),
  CultivationEnded: end,
  ProvincialNominationMade: (it: Fields) => ({
    key: it.text('key'),
    party: it.party('party'),
    on: it.day('on'),
    platform: it.maybeText('platform'),
  }),
  ProvincialRecognitionGranted: end,
  ProvincialRecognitionDeclined: nothing,
  DemandPosted: start,
  DemandMatched: end,
  DemandFunded: end,
  TownListed: nothing,
  TownDelisted: nothing,
  EquipmentListed: (it: Fields) => ({ ...standing(it), party: it.party('party') }),
  ListingRenewed: (it: Fields) => ({ ...end(it), until: it.maybeDay('until') }),
  EquipmentDelisted: end,
  AllianceJoined: startWith,
  AllianceLeft: end,
  ElementLinked: (it: Fields) => ({ ...start(it), platform: it.text('platform'), element: it.text('element') }),
  ElementUnlinked: end,
  LineUpgraded: (it: Fields) => ({ ...start(it), platform: it.text('platform'), line: it.text('line') }),
  LineUpgradeEnded: end,
  PolicyIssued: (it: Fields) => ({ ...standing(it), most: it.maybeFen('most') }),
  PolicyEnded: end,
  TargetSet: (it: Fields) => ({
    ...start(it),
    figure: it.text('figure'),
    scope: it.text('scope'),
    atLeast: it.text('atLeast'),
    by: it.maybeDay('by'),
  }),
  TargetWithdrawn: end,
}

export const TABLES = { contract: CONTRACT, register: REGISTER, programme: PROGRAMME }
type Of<Table extends Readonly<Record<string, (it: Fields) => object>>> = {
  [Type in keyof Table & string]: { readonly type: Type; readonly data: ReturnType<Table[Type]> }
}[keyof Table & string]
export type ContractContent = Of<typeof CONTRACT>
export type ContractType = keyof typeof CONTRACT
export type Said<Type extends ContractType> = ReturnType<(typeof CONTRACT)[Type]>
export type RegisterContent = Of<typeof REGISTER>
export type ProgrammeContent = Of<typeof PROGRAMME>

/**
 * The newest version known of a type; 1 where it is not named. Their older versions said less, and nothing that is read here,
 * so they need no change: the second of these added fields alone.
 */
const VERSIONS: Readonly<Record<string, number>> = { InvoiceIssued: 2 }

/** Fails for what a newer ledger says: it could move a figure in a way this program does not know. */
export function readContent<Content>(
  table: Readonly<Record<string, (it: Fields) => object>>,
  { type, version, data }: { readonly type: string; readonly version: number; readonly data: JsonObject },
  at: string,
): Content {
  if (!Object.hasOwn(table, type)) throw new Failure('entry-unknown', at, { type })
  if (version > (VERSIONS[type] ?? 1)) throw new Failure('entry-newer', at, { type, version })
  return { type, data: table[type](new Fields(data, at)) } as Content
}
