import { Button } from 'antd'
import { send } from '../../api/ask'
import { ProblemAlert } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { t } from '../../words/word'
import { type EvidenceBody, PapersInput, usePapers } from './papers-input'

/**
 * 添加佐证: as many papers as lie there, each an entry of its own. What is recorded leaves the list; what is refused stays, first,
 * under its reason.
 */
export function AttachPapers({
  contract,
  entry,
  kind,
  onDone,
}: {
  contract: string
  /** What they prove; absent: the contract as a whole. */
  entry?: string
  kind: EvidenceBody['kind']
  onDone: () => void
}) {
  const papers = usePapers(kind)
  const { busy, problem, submit } = useSubmission()
  const record = async () => {
    for (const it of papers.ready) {
      const body: EvidenceBody = { ...it, ...(entry && { entry }) }
      const sending = (key: string) => send('POST /api/engagements/{id}/evidence', { id: contract }, body, { key })
      if (!(await submit(body, sending, `${t('contract.attach')} ${it.fileName}`))) return
      papers.remove(it.sha256)
    }
    if (papers.ready.length === papers.papers.length) onDone()
  }
  return (
    <form
      className="attach-papers"
      onSubmit={(event) => {
        event.preventDefault()
        void record()
      }}
    >
      <PapersInput its={papers} />
      <ProblemAlert problem={problem} facts />
      <Button type="primary" htmlType="submit" block loading={busy} disabled={papers.waits}>
        {t('contract.attachSome', { count: papers.ready.length })}
      </Button>
    </form>
  )
}
