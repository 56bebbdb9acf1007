import { CheckCircleFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useAnswer } from '../api/answers'
import { Sheet } from '../kit/page'
import { usePlatforms, useSession } from '../session/session'
import { t, type Word } from '../words/word'
import { type FirstStep, stepsOfAdministrator } from './steps'

/**
 * 从这里开始: what is to be done first, as long as the ledger does not hold it; null once it does, and for who has no part
 * in it. Undefined while that is not known: what comes late would push all else down.
 */
export function useFirstSteps(): ReactNode {
  const { may } = useSession()
  const [administers, records] = [may('registerPlatform'), may('importEntries')]
  const { all, readable, come } = usePlatforms()
  const accounts = useAnswer('GET /api/accounts', {}, { enabled: administers })
  const platform = readable[0]?.id
  const asked = { platform, limit: 1 }
  const contracts = useAnswer('GET /api/engagements', asked, { enabled: records && platform !== undefined })
  // A ledger may be served without accounts; and what cannot be told must not keep the desk away.
  if (accounts.error || contracts.error) return null
  if (administers) {
    if (!come || !accounts.data) return undefined
    const steps = stepsOfAdministrator(all, accounts.data.accounts)
    if (steps.every(({ done }) => done)) return null
    return <Steps note="first.administrator" steps={steps} last={t('first.contract')} />
  }
  if (!records) return null
  if (!come || (platform !== undefined && !contracts.data)) return undefined
  if (!contracts.data || contracts.data.engagements.length > 0) return null
  return <Steps note="first.clerk" steps={BY_A_LIST} last={<Link to="/contracts/new">{t('first.form')}</Link>} />
}

/** A clerk's ledger begins with its first contract: until then nothing of this is in it. */
const BY_A_LIST: readonly FirstStep[] = [
  { word: 'first.template', to: '/import', done: false },
  { word: 'first.check', to: '/import', done: false },
  { word: 'first.record', to: '/import', done: false },
]

function Steps({ note, steps, last }: { note: Word; steps: readonly FirstStep[]; last: ReactNode }) {
  const next = steps.find(({ done }) => !done)
  return (
    <Sheet title={t('first.title')} label={t('first.title')} className="first-steps">
      <p className="note">{t(note)}</p>
      <ol>
        {steps.map((it) => (
          <li key={it.word} aria-current={it === next ? 'step' : undefined}>
            <Link to={it.to}>{t(it.word)}</Link>
            {it.done && (
              <span className="first-done">
                <CheckCircleFilled aria-hidden /> {t('first.done')}
              </span>
            )}
          </li>
        ))}
        <li>{last}</li>
      </ol>
    </Sheet>
  )
}
