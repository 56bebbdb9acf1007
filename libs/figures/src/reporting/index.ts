export {
  CHANGES_FIELDS,
  ENTRY,
  ENTRY_FIELDS,
  EVIDENCE_OF_ROW,
  FIGURE_ROWS_FIELDS,
  HEADER_FIELDS,
  PUBLISHED_FIELDS,
} from './answer-shapes'
export { cutView, instantAt, resolveCut } from './cut'
export { EngagementsService } from './engagements.service'
export { entryAt } from './entry-view'
export { type Ask, FiguresService, figureNamed } from './figures.service'
export { figuresReporting } from './figures-reporting.module'
export { type LedgerIdentity, ledgerIdentity } from './ledger-identity'
export { ProposalsService } from './proposals.service'
export { computedFor, PublishedService } from './published.service'
export { ChangesQuery, CutQuery, FiguresQuery, RowsQuery } from './queries'
export { SequencedLog } from './sequenced-log'
export { overSharedDocuments, type SharedDocument, sharedDocuments } from './shared-documents'
export * from './stream-reader'
export { CLOCK, EVENT_LOG, type LogReading, READ_MODEL } from './tokens'
