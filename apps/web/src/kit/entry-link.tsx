import { t } from 'i18next'
import { Link } from 'react-router'

/** To where an entry is recorded: its contract, opened at it, or the register of the platform. */
export function EntryLink({
  entry: { engagement, entryId, contractNo },
  platform,
}: {
  entry: { readonly engagement?: string; readonly entryId: string; readonly contractNo?: string }
  platform?: string
}) {
  if (engagement !== undefined)
    return <Link to={`/contracts/${engagement}?entry=${entryId}`}>{contractNo ?? engagement}</Link>
  return platform === undefined ? t('page.register') : <Link to={`/platforms/${platform}`}>{t('page.register')}</Link>
}
