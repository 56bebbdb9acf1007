import { Alert, Button, Empty, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Problem, Refused } from '../api/ask'

/** A problem in the language of the page, with its rule and the facts that help to mend it. */
export function useProblemText() {
  const { i18n, t } = useTranslation()
  return (problem: Problem) => {
    const title = i18n.language === 'en' ? problem.titleEn : problem.title
    const faults = (problem.errors ?? []).map((it) => (i18n.language === 'en' ? it.en : it.zh))
    const said = [title, ...faults.filter((it) => it !== title)].join(t('comma'))
    return problem.rule ? `${said} (${problem.rule})` : said
  }
}

/** While nothing has come yet: a skeleton of the same height; when it does not come: what was said, and again. */
export function Loading({ error, retry, rows = 6 }: { error?: unknown; retry?: () => void; rows?: number }) {
  const { t } = useTranslation()
  const words = useProblemText()
  if (!error) return <Skeleton active title={false} paragraph={{ rows }} className="loading" />
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error instanceof Refused ? words(error.problem) : String(error)}
      action={retry && <Button onClick={retry}>{t('again')}</Button>}
    />
  )
}

/** A refusal, where it was sent from. Its facts stand below where they help to mend it. */
export function ProblemAlert({ problem, facts }: { problem: Problem | undefined; facts?: boolean }) {
  const words = useProblemText()
  if (!problem) return null
  const told = Object.entries((facts ? problem.facts : undefined) ?? {}).map(([name, it]) => `${name}: ${String(it)}`)
  const description = told.length > 0 ? told.join(' · ') : undefined
  return <Alert type="error" showIcon role="alert" title={words(problem)} description={description} />
}

export function Nothing({ what }: { what: string }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={what} />
}
