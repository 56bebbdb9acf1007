import { CONTRACT_STATES } from '@pilot-ledger/engagements'
import {
  anyObject,
  day,
  figureValue,
  instant,
  listOf,
  maybe,
  money,
  oneOf,
  orNull,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/http'

/** What the doors of this room answer, field by field. */
const window = shape({ from: day, to: day })
const cut = shape({ sequence: whole, recordedAt: orNull(instant) })
const party = shape({ id: shape({ scheme: text, value: text, country: maybe(text) }), name: text })
const header = { window, asOf: cut, catalogueVersion: whole }
const unit = oneOf('count', 'CNY')
const parts = listOf(shape({ taxBasis: text, value: money }))
const figure = shape({
  code: text,
  value: orNull(figureValue),
  unit,
  basis: text,
  taxBasis: maybe(text),
  refused: maybe(shape({ code: text, zh: text, en: text, parts })),
  onlyToTheMonth: maybe(shape({ rows: whole, zh: text, en: text })),
})
const entry = {
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
  data: anyObject,
}
const warning = shape({ code: text, zh: text, en: text })

export const CUT = cut
const content = shape({ type: text, data: anyObject })
const proposal = {
  proposal: text,
  kind: oneOf('correction', 'void', 'entries'),
  /** Of a correction or void: the entry it is about. */
  entry: maybe(text),
  before: maybe(content),
  content: maybe(content),
  includeLater: maybe(yesNo),
  reason: maybe(text),
  /** Of entries that wait: what they would say, and why one person may not. */
  contents: maybe(listOf(content)),
  because: maybe(
    listOf(
      shape({
        code: oneOf('dated-long-ago', 'period-closed', 'window-sealed', 'leans-on-waiting'),
        day: maybe(day),
        what: maybe(text),
        framework: maybe(text),
      }),
    ),
  ),
  /** The import they came with. */
  import: maybe(text),
  proposedBy: text,
  proposedAt: instant,
}
export const PROPOSALS = shape({
  asOf: cut,
  proposals: listOf(
    shape({ platform: text, engagement: maybe(text), contractNo: maybe(text), client: maybe(text), ...proposal }),
  ),
  next: maybe(text),
})
export const CATALOGUE_ANSWER = shape({
  version: whole,
  figures: listOf(
    shape({
      code: text,
      version: whole,
      zh: text,
      en: text,
      unit,
      basis: text,
      /** Absent: a platform’s. */
      of: maybe(oneOf('programme', 'allRegisters')),
      shape: oneOf('flow', 'stock'),
      definition: shape({ zh: text, en: text }),
    }),
  ),
})
export const PLATFORM_FIGURES = shape({ platform: text, ...header, figures: listOf(figure) })
export const ALL_FIGURES = shape({
  ...header,
  platforms: listOf(shape({ platform: text, figures: listOf(figure) })),
  totals: listOf(figure),
})
export const TOTAL = shape({
  ...header,
  codes: listOf(text),
  value: figureValue,
  unit,
  basis: text,
  taxBasis: maybe(text),
})
export const FIGURE_ROWS = shape({
  platform: text,
  code: text,
  ...header,
  total: text,
  entries: listOf(
    shape({ ...entry, date: day, kind: text, value: figureValue, synthetic: maybe(yesNo), counts: maybe(text) }),
  ),
  next: maybe(text),
})
export const FIGURE_GROUPS = shape({
  platform: text,
  code: text,
  by: text,
  ...header,
  groups: listOf(
    shape({ key: text, name: maybe(text), value: orNull(figureValue), taxBasis: maybe(text), parts: maybe(parts) }),
  ),
})
export const AGEING = shape({ platform: text, ...header, buckets: listOf(shape({ bucket: text, value: money })) })
export const CHANGES = shape({
  platform: text,
  window,
  since: cut,
  until: cut,
  figures: listOf(
    shape({
      code: text,
      taxBasis: maybe(text),
      since: figureValue,
      until: figureValue,
      entries: listOf(shape({ ...entry, effect: figureValue })),
    }),
  ),
})
const reason = shape({ code: text, zh: text, en: text })
/** What a document states and what the ledger says to it: the same of a platform and of a programme. */
export const PUBLISHED_FIELDS = {
  publicationNo: text,
  figure: text,
  value: text,
  unit: text,
  unitAsWritten: maybe(text),
  basis: text,
  windowFrom: maybe(text),
  windowTo: maybe(text),
  source: shape({ document: text, publishedOn: maybe(day), page: maybe(text), wording: maybe(text) }),
  comparison: shape({
    verdict: oneOf('agrees', 'differs', 'cannotSay'),
    by: maybe(text),
    onBasis: maybe(listOf(text)),
    reason: maybe(reason),
    low: text,
    high: text,
    candidates: listOf(
      shape({
        code: text,
        basis: text,
        window: maybe(window),
        value: orNull(figureValue),
        by: maybe(text),
        agrees: yesNo,
        refused: maybe(reason),
      }),
    ),
  }),
}
export const PUBLISHED = shape({ platform: text, ...header, published: listOf(shape(PUBLISHED_FIELDS)) })
/** For rooms that answer figures of their own. */
export const HEADER_FIELDS = header
export const FIGURE = figure
export const FIGURE_ROW_FIELDS = {
  ...entry,
  date: day,
  kind: text,
  value: figureValue,
  synthetic: maybe(yesNo),
  counts: maybe(text),
}
export const FIGURE_CHANGES = listOf(
  shape({
    code: text,
    taxBasis: maybe(text),
    since: figureValue,
    until: figureValue,
    entries: listOf(shape({ ...entry, effect: figureValue })),
  }),
)
export const ENGAGEMENTS = shape({
  asOf: cut,
  engagements: listOf(
    shape({
      id: text,
      platform: text,
      contractNo: text,
      title: text,
      client: shape({ key: text, name: text }),
      kind: oneOf('single', 'framework', 'callOff'),
      serviceCategories: text,
      products: text,
      parent: maybe(text),
      technologyContractType: maybe(text),
      registrationNo: maybe(text),
      endsOn: maybe(day),
      state: oneOf(...Object.keys(CONTRACT_STATES), 'voided'),
      signedOn: day,
      amount: money,
      currentAmount: money,
      taxBasis: oneOf('inclusive', 'exclusive'),
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
    }),
  ),
  next: maybe(text),
})
export const WARNING_COUNTS = shape({
  asOf: cut,
  warnings: listOf(shape({ code: text, zh: text, en: text, contracts: whole })),
})
/** A voided contract has no terms any more, one that waits for a second person none yet: what is known then are its entries. */
export const ENGAGEMENT = shape({
  id: text,
  asOf: cut,
  revision: whole,
  state: oneOf(...Object.keys(CONTRACT_STATES), 'voided', 'waiting'),
  platform: maybe(text),
  contractNo: maybe(text),
  client: maybe(party),
  title: maybe(text),
  kind: maybe(oneOf('single', 'framework', 'callOff')),
  parent: maybe(text),
  technologyContractType: maybe(text),
  serviceCategories: maybe(listOf(text)),
  products: maybe(listOf(text)),
  amount: maybe(money),
  taxBasis: maybe(oneOf('inclusive', 'exclusive')),
  pricing: maybe(oneOf('fixed', 'byActual')),
  signedOn: maybe(day),
  endsOn: maybe(day),
  synthetic: maybe(yesNo),
  currentAmount: maybe(money),
  invoiced: maybe(money),
  received: maybe(money),
  outstanding: maybe(money),
  batches: maybe(
    listOf(
      shape({
        batchNo: text,
        product: text,
        kind: text,
        startedOn: day,
        completedOn: maybe(day),
        disposition: maybe(oneOf('released', 'rejected')),
      }),
    ),
  ),
  invoices: maybe(listOf(shape({ key: text, share: money, left: money, issuedOn: day }))),
  payments: maybe(listOf(shape({ bankReference: text, share: money, left: money, receivedOn: day }))),
  approvals: maybe(listOf(anyObject)),
  evidence: maybe(listOf(anyObject)),
  proposals: listOf(shape(proposal)),
  warnings: maybe(listOf(warning)),
})
export const ENGAGEMENT_ENTRIES = shape({
  engagement: text,
  asOf: cut,
  entries: listOf(shape({ ...entry, live: yesNo, supersededBy: maybe(text) })),
})
export const PLATFORMS = shape({
  platforms: listOf(
    shape({
      id: text,
      name: maybe(text),
      host: maybe(party),
      town: maybe(text),
      fields: maybe(listOf(text)),
      registeredOn: maybe(day),
      synthetic: maybe(yesNo),
      recognisedFrom: maybe(day),
    }),
  ),
  next: maybe(text),
})
const { sequence: _sequence, ...logEntry } = entry
export const LOG_ENTRIES = shape({ entries: listOf(shape({ position: text, ...logEntry })), next: maybe(text) })
export const OVER_SHARED = shape({
  platform: text,
  asOf: cut,
  documents: listOf(
    shape({
      kind: oneOf('invoice', 'receipt'),
      document: text,
      shares: money,
      totals: listOf(money),
      entries: listOf(shape(entry)),
    }),
  ),
})
