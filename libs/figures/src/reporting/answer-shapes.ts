import {
  BATCH_KINDS,
  CONTRACT_KINDS,
  CONTRACT_STATES,
  contractSigned,
  TECHNOLOGY_CONTRACT_TYPES,
} from '@pilot-ledger/engagements/definitions'
import {
  answered,
  anyObject,
  CODE_IN_WORDS,
  CUT,
  day,
  figureValue,
  instant,
  type JsonObject,
  keyOf,
  listOf,
  maybe,
  maybeAnswered,
  money,
  named,
  objectOf,
  oneOf,
  PROPOSAL_FIELDS,
  shape,
  text,
  WINDOW,
  WORDS,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { COMPARISON } from '@pilot-ledger/platforms'
import { figurePublished, platformRegistered } from '@pilot-ledger/platforms/definitions'
import { AGEING_BUCKET } from '../queries/ageing'
import { GROUP_FIELDS } from '../queries/counted-rows'
import { FIGURE, TAX_BASIS, UNIT } from '../queries/figure-value'
import { FOUND_KINDS } from '../queries/search'

/** What every answer about figures says of itself. */
export const HEADER_FIELDS = { window: WINDOW, asOf: CUT, catalogueVersion: whole }
/** An entry of the log as whoever audits sees it: what, when it was recorded, by whom, where to open it. */
export const ENTRY_FIELDS = {
  sequence: whole,
  entryId: text,
  engagement: maybe(text),
  platform: maybe(text),
  /** An entry of another room than contracts and platforms. */
  stream: maybe(text),
  contractNo: maybe(text),
  revision: whole,
  type: text,
  recordedAt: instant,
  actor: text,
  /** Of an entry that waited for a second person, its actor: who had asked for it. */
  proposedBy: maybe(text),
  data: objectOf<JsonObject>(),
}
export const ENTRY = named('LogEntry', ENTRY_FIELDS)
/** What proves a row or a point of a list (`evidenceFor`): the entry's own papers, then the contract's. */
export const EVIDENCE_OF_ROW = named('EvidenceOfRow', {
  sha256: text,
  kind: text,
  fileName: text,
  pages: whole,
  of: oneOf('contract', 'entry'),
})

export const PROPOSALS = named('Proposals', {
  asOf: CUT,
  proposals: listOf(
    named('WaitingProposal', {
      platform: text,
      engagement: maybe(text),
      contractNo: maybe(text),
      client: maybe(text),
      ...PROPOSAL_FIELDS,
    }),
  ),
  next: maybe(text),
})
/** What forms are filled in from: `usual` has the median of what there is enough of. */
export const KNOWN_OF_PLATFORM = named('KnownOfPlatform', {
  platform: text,
  asOf: CUT,
  clients: listOf(
    named('KnownClient', {
      id: shape({ scheme: oneOf('uscc', 'foreign', 'person'), value: text, country: maybe(text) }),
      name: text,
      names: listOf(text),
      contracts: whole,
      lastSignedOn: day,
    }),
  ),
  usual: shape({ contract: maybe(money), invoice: maybe(money), receipt: maybe(money) }),
})
export const FIGURE_CATALOGUE = named('FigureCatalogue', {
  version: whole,
  figures: listOf(
    named('FigureDefinition', {
      code: text,
      version: whole,
      zh: text,
      en: text,
      unit: UNIT,
      basis: text,
      /** Absent: a platform’s. */
      of: maybe(oneOf('programme', 'allRegisters')),
      shape: oneOf('flow', 'stock'),
      definition: WORDS,
    }),
  ),
})
export const PLATFORM_FIGURES = named('PlatformFigures', { platform: text, ...HEADER_FIELDS, figures: listOf(FIGURE) })
export const ALL_FIGURES = named('AllFigures', {
  ...HEADER_FIELDS,
  platforms: listOf(shape({ platform: text, figures: listOf(FIGURE) })),
  totals: listOf(FIGURE),
})
export const TOTAL = named('FigureTotal', {
  ...HEADER_FIELDS,
  codes: listOf(text),
  value: figureValue,
  unit: UNIT,
  basis: text,
  taxBasis: maybe(TAX_BASIS),
})
/** The rows behind a figure, whosever it is. */
export const FIGURE_ROWS_FIELDS = {
  code: text,
  ...HEADER_FIELDS,
  total: text,
  entries: listOf(
    named('FigureRow', {
      ...ENTRY_FIELDS,
      title: maybe(text),
      client: maybe(text),
      date: day,
      kind: text,
      value: figureValue,
      synthetic: maybe(yesNo),
      counts: maybe(text),
    }),
  ),
  next: maybe(text),
}
export const FIGURE_ROWS = named('FigureRows', { platform: text, ...FIGURE_ROWS_FIELDS })
export const FIGURE_GROUPS = named('FigureGroups', {
  platform: text,
  code: text,
  by: text,
  ...HEADER_FIELDS,
  groups: listOf(named('FigureGroup', { ...GROUP_FIELDS, name: maybe(text) })),
})
export const AGEING = named('Ageing', { platform: text, ...HEADER_FIELDS, buckets: listOf(AGEING_BUCKET) })
export const AGEINGS = named('Ageings', { platforms: listOf(AGEING) })
/** Why figures moved between two cuts, whosever they are. */
export const CHANGES_FIELDS = {
  window: WINDOW,
  since: CUT,
  until: CUT,
  figures: listOf(
    named('FigureChange', {
      code: text,
      taxBasis: maybe(TAX_BASIS),
      since: figureValue,
      until: figureValue,
      entries: listOf(named('MovingEntry', { ...ENTRY_FIELDS, effect: figureValue })),
    }),
  ),
}
export const CHANGES = named('FigureChanges', { platform: text, ...CHANGES_FIELDS })
/** What a document states and what the ledger says to it: the same of a platform and of a programme. */
export const PUBLISHED_FIELDS = { ...answered(figurePublished.fields), comparison: COMPARISON }
export const PUBLISHED = named('PublishedFigures', {
  platform: text,
  ...HEADER_FIELDS,
  published: listOf(named('PublishedFigure', PUBLISHED_FIELDS)),
})
export const PUBLISHED_OF_PLATFORMS = named('PublishedFiguresOfPlatforms', { platforms: listOf(PUBLISHED) })

export const CONTRACT_ROW = named('ContractRow', {
  id: text,
  platform: text,
  contractNo: text,
  title: text,
  client: shape({ key: text, name: text }),
  kind: keyOf(CONTRACT_KINDS),
  serviceCategories: text,
  products: text,
  parent: maybe(text),
  technologyContractType: maybe(keyOf(TECHNOLOGY_CONTRACT_TYPES)),
  registrationNo: maybe(text),
  endsOn: maybe(day),
  state: keyOf(CONTRACT_STATES, 'voided'),
  signedOn: day,
  amount: money,
  currentAmount: money,
  taxBasis: TAX_BASIS,
  invoiced: money,
  received: money,
  outstanding: money,
  evidence: whole,
  evidencePages: whole,
  synthetic: yesNo,
  /** Whether its amount is in any total: not when it was voided, nor a framework beside live call-offs (H11). */
  counted: yesNo,
  leftBy: maybe(shape({ id: text, contractNo: text, signedOn: day })),
  revision: whole,
  sequence: whole,
  warnings: listOf(text),
})
export const ENGAGEMENTS = named('Contracts', { asOf: CUT, engagements: listOf(CONTRACT_ROW), next: maybe(text) })
export const FOUND = named('Found', {
  asOf: CUT,
  groups: listOf(
    named('FoundOfKind', {
      kind: oneOf(...FOUND_KINDS),
      found: listOf(
        named('FoundThing', {
          text,
          platform: text,
          engagement: text,
          contractNo: text,
          title: text,
          client: maybe(text),
          contracts: maybe(whole),
          entry: maybe(text),
          on: maybe(day),
          amount: maybe(money),
        }),
      ),
      more: yesNo,
    }),
  ),
})
export const WARNING_COUNTS = named('WarningCounts', {
  asOf: CUT,
  warnings: listOf(shape({ code: text, zh: text, en: text, contracts: whole })),
})
/** A voided contract has no terms any more, one that waits for a second person none yet: what is known then are its entries. */
export const ENGAGEMENT = named('Contract', {
  id: text,
  asOf: CUT,
  revision: whole,
  state: keyOf(CONTRACT_STATES, 'voided', 'waiting'),
  ...maybeAnswered(contractSigned.fields),
  currentAmount: money,
  invoiced: money,
  received: money,
  outstanding: money,
  batches: listOf(
    shape({
      batchNo: text,
      product: text,
      kind: oneOf(...BATCH_KINDS),
      startedOn: day,
      completedOn: maybe(day),
      disposition: maybe(oneOf('released', 'rejected')),
    }),
  ),
  invoices: listOf(shape({ key: text, share: money, left: money, issuedOn: day })),
  payments: listOf(shape({ bankReference: text, share: money, left: money, receivedOn: day })),
  approvals: listOf(anyObject),
  evidence: listOf(anyObject),
  proposals: listOf(named('Proposal', PROPOSAL_FIELDS)),
  warnings: maybe(listOf(CODE_IN_WORDS)),
})
export const ENGAGEMENT_ENTRIES = named('ContractEntries', {
  engagement: text,
  asOf: CUT,
  entries: listOf(named('ContractEntry', { ...ENTRY_FIELDS, live: yesNo, supersededBy: maybe(text) })),
})
export const PLATFORMS = named('Platforms', {
  platforms: listOf(
    named('PlatformRow', { id: text, ...maybeAnswered(platformRegistered.fields), recognisedFrom: maybe(day) }),
  ),
  next: maybe(text),
})
const { sequence: _sequence, ...positioned } = ENTRY_FIELDS
export const LOG_ENTRIES = named('LogEntries', {
  entries: listOf(shape({ position: text, ...positioned })),
  next: maybe(text),
})
export const OVER_SHARED = named('OverSharedDocuments', {
  platform: text,
  asOf: CUT,
  documents: listOf(
    shape({
      kind: oneOf('invoice', 'receipt'),
      document: text,
      shares: money,
      totals: listOf(money),
      entries: listOf(ENTRY),
    }),
  ),
})
export const OVER_SHARED_OF_PLATFORMS = named('OverSharedDocumentsOfPlatforms', { platforms: listOf(OVER_SHARED) })
