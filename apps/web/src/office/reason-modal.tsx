import { Input, Modal } from 'antd'
import type { Recorded } from '../api/ask'
import { useKeptText } from '../forms/use-kept'
import { t, type Word } from '../words/word'
import { useAct } from './given-password'

/** Something that is done with a reason, which whoever looks later reads. */
export function ReasonModal({
  about,
  word,
  note,
  doing,
  onClose,
}: {
  about: string
  word: Word
  note?: Word
  doing: (reason: string) => Promise<Recorded>
  onClose: () => void
}) {
  const act = useAct()
  const [reason, setReason] = useKeptText(`${word}:${about}`, `${about} · ${t(word)}`)
  const go = async () => {
    if (!(await act(() => doing(reason)))) return
    setReason('')
    onClose()
  }
  return (
    <Modal
      open
      title={`${about} · ${t(word)}`}
      okText={t(word)}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      onOk={() => void go()}
      onCancel={onClose}
    >
      {note && <p className="note">{t(note)}</p>}
      <Input.TextArea
        rows={3}
        aria-label={t('consent.reason')}
        placeholder={t('consent.reason')}
        value={reason}
        onChange={(it) => setReason(it.target.value)}
      />
    </Modal>
  )
}
