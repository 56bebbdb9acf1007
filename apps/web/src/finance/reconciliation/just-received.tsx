import { Alert, Button, Drawer } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { VoidForm } from '../../forms/change-forms'
import { sumOf } from '../../money/amount'
import { Money } from '../../money/money'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import type { RecordedReceipt } from './use-receipt'

/**
 * What was recorded of a line a moment ago, and 撤销 as what it is: the receipt is voided with its reason, and the match that it was
 * in is told to finance as no longer holding. Of several contracts' receipts each is voided at its contract.
 */
export function JustReceived({ made, forget }: { made?: RecordedReceipt; forget: () => void }) {
  const { may } = useSession()
  const [voiding, setVoiding] = useState(false)
  // What waits for a second person has its own word, and counts nowhere yet.
  if (!made || made.entries.length === 0) return null
  const { line, shares, entries } = made
  const done = () => {
    setVoiding(false)
    forget()
  }
  const [only] = shares.length === 1 && entries.length === 1 ? shares : []
  return (
    <>
      <Alert
        type="success"
        role="status"
        className="kept-drafts no-print"
        title={
          <>
            {t('bank.receiptMade')} {line.counterparty} <Money value={sumOf(shares.map((it) => it.amount))} />{' '}
            {entries.map((entry, at) => (
              <Link key={entry} to={`/contracts/${shares[at]?.contract}?entry=${entry}`}>
                {line.receipt?.contract === shares[at]?.contract ? line.receipt?.contractNo : t('figure.contract')}
              </Link>
            ))}
          </>
        }
        action={
          only &&
          may('correctEngagementEntry') && (
            <Button size="small" onClick={() => setVoiding(true)}>
              {t('contract.takeBack')}
            </Button>
          )
        }
      />
      <Drawer
        open={voiding}
        title={t('contract.takeBack')}
        size={480}
        onClose={() => setVoiding(false)}
        destroyOnHidden
      >
        {only && (
          <VoidForm
            stream={{ at: '/api/engagements/{id}', params: { id: only.contract }, tried: true }}
            entry={entries[0]}
            onDone={done}
          >
            <p className="note">{t('bank.receiptVoided')}</p>
          </VoidForm>
        )}
      </Drawer>
    </>
  )
}
