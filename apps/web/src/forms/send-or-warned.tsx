import { Alert, Button, Flex } from 'antd'
import { becauseText } from '../kit/page'
import type { Warned } from '../kit/send-form'
import { t, wordIn } from '../words/word'

/** The button that sends a form; where the trial brings warnings, they and the choice between recording and mending. */
export function SendOrWarned({
  warned,
  busy,
  button,
  danger = false,
  block = true,
  disabled = false,
  send,
}: {
  warned?: Warned
  busy: boolean
  button: string
  danger?: boolean
  block?: boolean
  disabled?: boolean
  /** What is sent, where no form around it is. */
  send?: () => void
}) {
  if (!warned) {
    return (
      <Button
        type="primary"
        danger={danger}
        htmlType={send ? 'button' : 'submit'}
        loading={busy}
        block={block}
        disabled={disabled}
        onClick={send}
      >
        {button}
      </Button>
    )
  }
  const warnings = warned.warnings.map(({ code, facts }) => (
    <li key={code}>
      {t(wordIn('warning', code))}
      {facts && <small>（{factsText(facts)}）</small>} <small className="note">（{code}）</small>
    </li>
  ))
  return (
    <>
      {warnings.length > 0 && (
        <Alert type="warning" showIcon role="alert" title={t('warned.title')} description={<ul>{warnings}</ul>} />
      )}
      {warned.questions.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('asked.title')}
          description={
            <ul>
              {warned.questions.map((it) => (
                <li key={it}>{it}</li>
              ))}
            </ul>
          }
        />
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
