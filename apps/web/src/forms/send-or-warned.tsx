import { Alert, Button, Flex } from 'antd'
import { t } from 'i18next'
import { becauseText } from '../kit/because'
import type { Warned } from '../kit/tried-submission'
import { wordIn } from '../words/word'

/** The button that sends a form; where the trial told warnings, they and the choice between recording and mending. */
export function SendOrWarned({
  warned,
  busy,
  button,
  danger = false,
  block = true,
}: {
  warned?: Warned
  busy: boolean
  button: string
  danger?: boolean
  block?: boolean
}) {
  if (!warned) {
    return (
      <Button type="primary" danger={danger} htmlType="submit" loading={busy} block={block}>
        {button}
      </Button>
    )
  }
  const told = warned.warnings.map(({ code, facts }) => (
    <li key={code}>
      {code} {t(wordIn('warning', code))}
      {facts && <small>（{factsText(facts)}）</small>}
    </li>
  ))
  return (
    <>
      {told.length > 0 && (
        <Alert type="warning" showIcon role="alert" title={t('warned.title')} description={<ul>{told}</ul>} />
      )}
      {warned.because.length > 0 && (
        <Alert type="info" showIcon role="alert" title={t('warned.waits')} description={becauseText(warned.because)} />
      )}
      <Flex gap="small">
        <Button type="primary" danger={danger} onClick={() => warned.answer(true)}>
          {t('warned.record')}
        </Button>
        <Button onClick={() => warned.answer(false)}>{t('warned.back')}</Button>
      </Flex>
    </>
  )
}

function factsText(facts: Readonly<Record<string, string>>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${t(wordIn('warned', name))} ${value}`)
    .join('，')
}
