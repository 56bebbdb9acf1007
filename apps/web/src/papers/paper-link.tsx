import { freshKey } from '../api/ask'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { addressOf, keyOf, type Paper } from './paper'
import { usePapers } from './papers-beside'

/** 查看: opens the paper beside what it proves; in a tab of its own with the middle button, as every link does. */
export function PaperLink({ paper }: { paper: Paper }) {
  const { may } = useSession()
  const papers = usePapers()
  if (!may('readEvidence')) return null
  return (
    <a
      className="no-print"
      href={addressOf(paper, freshKey())}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={`${t('paper.open')} ${paper.fileName}`}
      aria-current={papers?.shown === keyOf(paper) ? 'true' : undefined}
      onClick={(event) => {
        if (!papers || event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        papers.open(paper, event.currentTarget)
      }}
    >
      {t('paper.open')}
    </a>
  )
}
