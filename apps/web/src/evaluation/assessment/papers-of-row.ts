import type { Paper } from '../../papers/paper'
import { t } from '../../words/word'
import type { AuditedRow } from './assessment'
import { keyOf } from './use-audited'

/** The papers behind a row, as the audit names them: of its contract, or of the entry it comes from. */
export function papersOfRow(audited: AuditedRow | undefined, platform: string): readonly Paper[] {
  if (!audited) return []
  return audited.recorded.evidence.map(({ sha256, fileName, pages, of }) => ({
    platform,
    sha256,
    fileName,
    pages,
    of: keyOf(audited.indicator, audited.row),
    about: [audited.contractNo, t(`evidence.of.${of}`)].filter(Boolean).join(' · '),
  }))
}
