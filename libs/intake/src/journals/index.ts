export { JOURNAL_FORMATS, type JournalFormat, journalFileName, journalText } from './formats'
export type { ControlTotal, Journal, Posting, Transaction } from './journal'
export { JournalsController } from './journals.controller'
export {
  type LiveContent,
  type LiveContract,
  liveContract,
  liveContracts,
  liveRegister,
} from './live-entries'
export { platformJournal } from './platform-journal'
