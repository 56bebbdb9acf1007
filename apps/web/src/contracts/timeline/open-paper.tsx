import { Tag } from 'antd'
import { type MouseEvent, useState } from 'react'
import { isThere, Refused } from '../../api/ask'
import { problemText } from '../../kit/page'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import type { Content } from './content'

/** 查看: the file that an entry names, in a tab of its own, or that it was not uploaded. */
export function OpenPaper({ platform, content: { type, data } }: { platform: string; content: Content }) {
  const { may } = useSession()
  const [missing, setMissing] = useState<string>()
  if (type !== 'EvidenceAttached' || !may('readEvidence')) return null
  const address = `./api/platforms/${platform}/evidence/${String(data.sha256)}`
  const open = async () => {
    try {
      if (!(await isThere(address))) return setMissing(t('contract.notUploaded'))
      setMissing(undefined)
      window.open(address, '_blank', 'noopener,noreferrer')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setMissing(problemText(error.problem))
    }
  }
  const onClick = (event: MouseEvent) => {
    event.preventDefault()
    void open()
  }
  return (
    <span className="no-print">
      <a
        href={address}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={`${t('contract.openPaper')} ${String(data.fileName)}`}
        onClick={onClick}
      >
        {t('contract.openPaper')}
      </a>{' '}
      <span role="status">{missing && <Tag color="orange">{missing}</Tag>}</span>
    </span>
  )
}
