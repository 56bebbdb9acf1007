import { CheckCircleFilled } from '@ant-design/icons'
import { Alert } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { useAnswer } from '../api/answers'
import { Sheet } from '../kit/page'
import { usePlatforms, useSession } from '../session/session'
import { t, type Word } from '../words/word'
import { type FirstStep, stepsOfAdministrator } from './steps'
import { useDeskPlatform } from './waiting/waiting'

/**
 * 从这里开始: what is to be done first, as long as the ledger does not hold it; null once it does, and for who has no part
 * in it. Undefined while that is not known: what comes late would push all else down.
 */
export function useFirstSteps(): ReactNode {
  const { may } = useSession()
  const [administers, records] = [may('registerPlatform'), may('importEntries')]
  const { readable, come } = usePlatforms()
  const { steps, failed } = useStepsOfAdministrator()
  const platform = readable[0]?.id
  const asked = { platform, limit: 1 }
  const contracts = useAnswer('GET /api/engagements', asked, { enabled: records && platform !== undefined })
  // A ledger may be served without accounts; and what cannot be told must not keep the desk away.
  if (failed || contracts.error) return null
  if (administers) {
    if (!steps) return undefined
    if (steps.every(({ done }) => done)) return null
    return (
      <Steps note="first.administrator" steps={steps}>
        <li>{t('first.contract')}</li>
      </Steps>
    )
  }
  if (!records) return null
  if (!come || (platform !== undefined && !contracts.data)) return undefined
  if (!contracts.data || contracts.data.engagements.length > 0) return null
  return <Steps note="first.clerk" steps={BY_A_LIST} below={<Link to="/contracts/new">{t('first.form')}</Link>} />
}

/** Undefined while they are not known, and for who has no part in them. */
function useStepsOfAdministrator(): { readonly steps?: readonly FirstStep[]; readonly failed: boolean } {
  const { may } = useSession()
  const { all, come } = usePlatforms()
  const enabled = may('registerPlatform')
  const accounts = useAnswer('GET /api/accounts', {}, { enabled })
  // As the menu asks it.
  const desk = useAnswer('GET /api/desk/waiting', { platform: useDeskPlatform() }, { enabled })
  const steps =
    come && accounts.data && desk.data
      ? stepsOfAdministrator(all, accounts.data.accounts, accounts.data.secondPersonMissing, desk.data.begun === true)
      : undefined
  return {
    failed: accounts.error !== null || desk.error !== null,
    ...(steps && { steps }),
  }
}

/**
 * 下一步, in a line, where a step has just been done: whoever follows the first steps need not go back to the desk for each. Only
 * where it is known when the place opens: what comes late would push all else down.
 */
export function NextStep() {
  const { steps } = useStepsOfAdministrator()
  const [inTime] = useState(steps !== undefined)
  const { pathname } = useLocation()
  const next = steps?.find(({ done }) => !done)
  if (!inTime || !next) return null
  const here = next.to === pathname
  return (
    <Alert
      type="info"
      showIcon
      className="no-print"
      title={
        <>
          {t('first.next')} {here ? t(next.word) : <Link to={next.to}>{t(next.word)}</Link>}
        </>
      }
    />
  )
}

/** A clerk's ledger begins with its first contract: until then nothing of this is in it. */
const BY_A_LIST: readonly FirstStep[] = [
  { word: 'first.template', to: '/import', done: false },
  { word: 'first.check', to: '/import', done: false },
  { word: 'first.record', to: '/import', done: false },
]

function Steps({
  note,
  steps,
  below,
  children,
}: {
  note: Word
  steps: readonly FirstStep[]
  /** Another way, which is none of the steps. */
  below?: ReactNode
  children?: ReactNode
}) {
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
        {children}
      </ol>
      {below && <p>{below}</p>}
    </Sheet>
  )
}
