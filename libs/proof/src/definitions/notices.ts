import { defineEvent, type EventOf, field, listOf, shape, text, whole } from '@pilot-ledger/kernel'

/** What a log was at one size, as an entry names it. */
const NAMED = shape({
  size: whole,
  /** Base64. */
  root: text,
})

/**
 * 沿用旧备份: entries that were recorded and signed are lost, and the ledger goes on without them. The entry is the first behind
 * those that were restored; from it on another history is signed than the one that others may hold.
 */
export const BACKUP_CONTINUED = defineEvent({
  type: 'BackupContinued',
  zh: '沿用旧备份',
  en: 'An older backup continued',
  summary: ['reason'],
  fields: {
    /** The log as it was restored: all that stands before this entry. */
    from: field.shaped(NAMED, '由此继续', 'Goes on from'),
    /** Checkpoints that were signed and that this log does not continue; the one that was signed last stands last. */
    abandoned: field.shaped(listOf(NAMED), '不再延续的检查点', 'Checkpoints no longer continued'),
    reason: field.text(500, '理由', 'Reason', { long: true }),
  },
})
export type BackupContinued = EventOf<typeof BACKUP_CONTINUED>
