import { Alert, Button } from 'antd'
import { t } from 'i18next'
import type { Problem } from '../api/ask'

/** 双人复核: offered where the service refuses one person's change of an old entry. */
export function ProposeInstead({ problem, busy, propose }: { problem?: Problem; busy: boolean; propose: () => void }) {
  if (problem?.code !== 'second-person-needed') return null
  return (
    <Alert
      type="info"
      title={t('contract.proposeWhy')}
      action={
        <Button loading={busy} onClick={propose}>
          {t('contract.propose')}
        </Button>
      }
    />
  )
}
