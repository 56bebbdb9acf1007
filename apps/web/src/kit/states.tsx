import { Alert, Button, Empty, Skeleton } from 'antd'
import { t } from 'i18next'
import { type Problem, Refused } from '../api/ask'
import { said } from '../words/said'

/** A problem in the language of the page, with its rule and the facts that help to mend it. */
export function problemText({ title: zh, titleEn: en, errors = [], rule }: Problem): string {
  const title = said({ zh, en })
  const text = [title, ...errors.map(said).filter((it) => it !== title)].join(t('comma'))
  return rule ? `${text} (${rule})` : text
}

/** While nothing has come yet: a skeleton of the same height; when it does not come: what was said, and again. */
export function Loading({ error, retry, rows = 6 }: { error?: unknown; retry?: () => void; rows?: number }) {
  if (!error) return <Skeleton active title={false} paragraph={{ rows }} className="loading" />
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error instanceof Refused ? problemText(error.problem) : String(error)}
      action={retry && <Button onClick={retry}>{t('again')}</Button>}
    />
  )
}

/** A refusal, where it was sent from. Its facts stand below where they help to mend it. */
export function ProblemAlert({ problem, facts }: { problem: Problem | undefined; facts?: boolean }) {
  if (!problem) return null
  const told = Object.entries((facts ? problem.facts : undefined) ?? {}).map(([name, it]) => `${name}: ${String(it)}`)
  const description = told.length > 0 ? told.join(' · ') : undefined
  return <Alert type="error" showIcon role="alert" title={problemText(problem)} description={description} />
}

export function Nothing({ what }: { what: string }) {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={what} />
}
