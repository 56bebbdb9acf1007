import { t } from 'i18next'
import type { Answers } from '../api/ask'

type Reason = NonNullable<Answers['GET /api/proposals']['proposals'][number]['because']>[number]

/** Why entries wait for a second person, in words. */
export function becauseText(because: readonly Reason[]): string {
  const textOf = ({ code, framework, ...facts }: Reason) => {
    const why = t(`contract.because.${code}`, facts)
    return framework === undefined ? why : t('contract.because.ofFramework', { framework, why })
  }
  return because.map(textOf).join('；')
}
