import { App, Modal } from 'antd'
import { useRefresh } from '../api/answers'
import { type Recorded, Refused } from '../api/ask'
import { problemText } from '../kit/page'
import { Secret } from '../kit/secret'
import { t } from '../words/word'

/** A one-time password, or the half of it that one of two persons holds. */
export interface GivenPassword {
  readonly name: string
  readonly kind: 'oneTime' | 'firstPart' | 'secondPart'
  readonly text: string
}

/** What an answer gives away once; nothing where it gives none. */
export function passwordGiven(name: string, answer: Recorded): GivenPassword | undefined {
  const { oneTimePassword, firstPart, secondPart } = answer as Readonly<Record<string, unknown>>
  if (typeof oneTimePassword === 'string') return { name, kind: 'oneTime', text: oneTimePassword }
  if (typeof firstPart === 'string') return { name, kind: 'firstPart', text: firstPart }
  return typeof secondPart === 'string' ? { name, kind: 'secondPart', text: secondPart } : undefined
}

export function GivenPasswordModal({ given, onClose }: { given?: GivenPassword; onClose: () => void }) {
  return (
    <Modal
      open={given !== undefined}
      title={given && `${t(`account.${given.kind}`)} · ${given.name}`}
      footer={null}
      // Shown once: neither a click beside it nor Escape, pressed out of habit, must take it away.
      mask={{ closable: false }}
      keyboard={false}
      onCancel={onClose}
    >
      {given && <Secret label={t(`account.${given.kind}`)} note={t(`account.${given.kind}Note`)} secret={given.text} />}
    </Modal>
  )
}

/** One click that changes something; a refusal is said and nothing else happens. */
export function useAct() {
  const { message } = App.useApp()
  const refresh = useRefresh()
  return async <T,>(doing: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await doing()
      await refresh()
      return answer
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      void message.error(problemText(error.problem))
      return undefined
    }
  }
}
