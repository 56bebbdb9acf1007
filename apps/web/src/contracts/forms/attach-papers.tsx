import { DeleteOutlined } from '@ant-design/icons'
import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { type BodyOf, send } from '../../api/ask'
import { definedFields } from '../../forms/defined-fields'
import { FilesInput } from '../../forms/file-input'
import { type TakenFile, useFilesUnderway } from '../../forms/sending-file'
import { ProblemAlert } from '../../kit/page'
import { useSubmission } from '../../kit/send-form'
import { t } from '../../words/word'

type Body = BodyOf<'POST /api/engagements/{id}/evidence'>
type Kind = Body['kind']

const [KIND] = definedFields(ENGAGEMENT_EVENTS.of('EvidenceAttached')).filter((it) => it.name === 'kind')

/** A paper that has arrived and is not recorded yet. */
interface Attached extends TakenFile {
  readonly kind: Kind
  readonly typedPages: number | null
}

/**
 * 添加佐证: as many papers as lie there, each an entry of its own, with its kind, and its pages where the file says none. What is
 * recorded leaves the list; what is refused stays, first, under its reason.
 */
export function AttachPapers({
  contract,
  entry,
  kind: first,
  onDone,
}: {
  contract: string
  /** What they prove; absent: the contract as a whole. */
  entry?: string
  kind: Kind
  onDone: () => void
}) {
  const [kind, setKind] = useState(first)
  const [papers, setPapers] = useState<readonly Attached[]>([])
  const { busy, problem, submit } = useSubmission()
  const filesUnderway = useFilesUnderway()
  const turn = (sha256: string, to: Partial<Attached>) =>
    setPapers((all) => all.map((it) => (it.sha256 === sha256 ? { ...it, ...to } : it)))
  const add = (file: TakenFile) =>
    setPapers((all) => [...all.filter((it) => it.sha256 !== file.sha256), { ...file, kind, typedPages: null }])
  const remove = (sha256: string) => setPapers((all) => all.filter((it) => it.sha256 !== sha256))
  const ready = papers.filter((it) => pagesOf(it) !== null)
  const record = async () => {
    for (const it of ready) {
      const { sha256, fileName, kind } = it
      const body: Body = { sha256, fileName, kind, pages: pagesOf(it) as number, ...(entry && { entry }) }
      const sending = (key: string) => send('POST /api/engagements/{id}/evidence', { id: contract }, body, { key })
      if (!(await submit(body, sending, `${t('contract.attach')} ${fileName}`))) return
      remove(sha256)
    }
    if (ready.length === papers.length) onDone()
  }
  return (
    <form
      className="attach-papers"
      onSubmit={(event) => {
        event.preventDefault()
        void record()
      }}
    >
      <KindChoice
        value={kind}
        label={t(KIND.word)}
        choose={(it) => {
          setKind(it)
          setPapers((all) => all.map((paper) => ({ ...paper, kind: it })))
        }}
      />
      <FilesInput onTaken={add} />
      <ul className="attached">
        {papers.map((it) => (
          <li key={it.sha256}>
            <span title={it.sha256}>{it.fileName}</span>
            <KindChoice
              value={it.kind}
              label={`${t(KIND.word)} ${it.fileName}`}
              choose={(chosen) => turn(it.sha256, { kind: chosen })}
            />
            <InputNumber
              aria-label={`${t('field.pages')} ${it.fileName}`}
              suffix={t('self.pagesUnit')}
              min={1}
              max={100_000}
              precision={0}
              disabled={it.pages !== undefined}
              status={pagesOf(it) === null ? 'error' : ''}
              value={pagesOf(it)}
              onChange={(pages) => turn(it.sha256, { typedPages: pages })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`${t('field.giveUp')} ${it.fileName}`}
              onClick={() => remove(it.sha256)}
            />
          </li>
        ))}
      </ul>
      <ProblemAlert problem={problem} facts />
      <Button type="primary" htmlType="submit" block loading={busy} disabled={ready.length === 0 || filesUnderway}>
        {t('contract.attachSome', { count: ready.length })}
      </Button>
    </form>
  )
}

/** As many as the file itself has, else as typed. */
const pagesOf = ({ pages, typedPages }: Attached) => pages ?? typedPages

function KindChoice({ value, label, choose }: { value: Kind; label: string; choose: (kind: Kind) => void }) {
  const options = (KIND.from ?? []).map((it) => ({ value: it as Kind, label: it }))
  return <Select aria-label={label} options={options} value={value} onChange={choose} />
}
