import { DeleteOutlined } from '@ant-design/icons'
import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { BodyOf } from '../../api/ask'
import { definedFields } from '../../forms/defined-fields'
import { FilesInput } from '../../forms/file-input'
import { type TakenFile, useFilesUnderway } from '../../forms/sending-file'
import { t } from '../../words/word'

export type EvidenceBody = BodyOf<'POST /api/engagements/{id}/evidence'>
type Kind = EvidenceBody['kind']

const [KIND] = definedFields(ENGAGEMENT_EVENTS.of('EvidenceAttached')).filter((it) => it.name === 'kind')
/** As they stand in the definition. */
export const KINDS = (KIND.from ?? []) as readonly Kind[]

/** A paper that has arrived and is not recorded yet. */
interface Attached extends TakenFile {
  readonly kind: Kind
  readonly typedPages: number | null
}

/** The papers that lie there, and those of them of which everything is known. */
export function usePapers(first: Kind) {
  const [kind, setKind] = useState(first)
  const [papers, setPapers] = useState<readonly Attached[]>([])
  const underway = useFilesUnderway()
  const ready = papers.flatMap((it): EvidenceBody[] => {
    const pages = pagesOf(it)
    return pages === null ? [] : [{ sha256: it.sha256, fileName: it.fileName, kind: it.kind, pages }]
  })
  return {
    kind,
    papers,
    ready,
    /** Nothing can be recorded yet. */
    waits: ready.length === 0 || underway,
    choose: (it: Kind) => {
      setKind(it)
      setPapers((all) => all.map((paper) => ({ ...paper, kind: it })))
    },
    add: (file: TakenFile) =>
      setPapers((all) => [...all.filter((it) => it.sha256 !== file.sha256), { ...file, kind, typedPages: null }]),
    turn: (sha256: string, to: Partial<Attached>) =>
      setPapers((all) => all.map((it) => (it.sha256 === sha256 ? { ...it, ...to } : it))),
    remove: (sha256: string) => setPapers((all) => all.filter((it) => it.sha256 !== sha256)),
  }
}

/** Papers are dropped here, each with its kind, and its pages where the file says none. */
export function PapersInput({ its }: { its: ReturnType<typeof usePapers> }) {
  return (
    <>
      <KindChoice value={its.kind} label={t(KIND.word)} choose={its.choose} />
      <FilesInput onTaken={its.add} />
      <ul className="attached">
        {its.papers.map((it) => (
          <li key={it.sha256}>
            <span title={it.sha256}>{it.fileName}</span>
            <KindChoice
              value={it.kind}
              label={`${t(KIND.word)} ${it.fileName}`}
              choose={(chosen) => its.turn(it.sha256, { kind: chosen })}
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
              onChange={(pages) => its.turn(it.sha256, { typedPages: pages })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`${t('field.giveUp')} ${it.fileName}`}
              onClick={() => its.remove(it.sha256)}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

/** As many as the file itself has, else as typed. */
const pagesOf = ({ pages, typedPages }: Attached) => pages ?? typedPages

function KindChoice({ value, label, choose }: { value: Kind; label: string; choose: (kind: Kind) => void }) {
  const options = KINDS.map((it) => ({ value: it, label: it }))
  return <Select aria-label={label} options={options} value={value} onChange={choose} />
}
