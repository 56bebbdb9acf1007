import { DeleteOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { FilesInput } from '../../forms/file-input'
import type { TakenFile } from '../../forms/sending-file'
import type { Paper } from '../../papers/paper'
import { PaperLink } from '../../papers/paper-link'
import { spoken, t } from '../../words/word'
import type { Line } from '../assessment/assessment'

export interface Evidence {
  readonly sha256: string
  readonly fileName: string
  readonly pages: number
}

/** Files by their hash and pages: as many as an uploaded file itself has, else as typed. */
export function EvidenceInput({
  value,
  papers,
  onChange,
  label,
}: {
  value: readonly Evidence[]
  /** The same as papers, each to be opened. */
  papers: readonly Paper[]
  onChange: (all: readonly Evidence[]) => void
  label: string
}) {
  const add = (file: TakenFile) =>
    onChange([...value.filter((it) => it.sha256 !== file.sha256), { ...file, pages: file.pages ?? 1 }])
  const turn = (sha256: string, pages: number) =>
    onChange(value.map((it) => (it.sha256 === sha256 ? { ...it, pages } : it)))
  return (
    <div className="evidence-input">
      <ul className="evidence-list">
        {value.map((it, i) => (
          <li key={it.sha256}>
            {it.fileName} <PaperLink paper={papers[i]} />{' '}
            <InputNumber
              aria-label={`${t('field.pages')} ${it.fileName}`}
              suffix={t('self.pagesUnit')}
              size="small"
              min={1}
              max={100000}
              precision={0}
              value={it.pages}
              onChange={(pages) => turn(it.sha256, pages ?? 1)}
            />{' '}
            <span className="hash">{it.sha256}</span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t('self.removeFile')} ${it.fileName}`}
              onClick={() => onChange(value.filter((of) => of.sha256 !== it.sha256))}
            />
          </li>
        ))}
      </ul>
      <section aria-label={`${t('verify.evidence')} ${label}`}>
        <FilesInput onTaken={add} />
      </section>
    </div>
  )
}

/** Papers named by hand: for a number that the platform has stated, or with its reply. */
export const papersNamed = (
  platform: string,
  of: string,
  evidence: readonly Evidence[] = [],
  about?: string,
): readonly Paper[] => evidence.map((it) => ({ ...it, platform, of, about }))

/** Those of a stated number; `evidence`: as it is being stated. */
export const papersOfClaim = (platform: string, line: Line, evidence = line.evidence): readonly Paper[] =>
  papersNamed(platform, line.indicator, evidence, spoken(line))

/** The same, only read; each opens beside what it proves. */
export function EvidenceList({ papers }: { papers: readonly Paper[] }) {
  if (papers.length === 0) return null
  return (
    <ul className="evidence-list">
      {papers.map((it) => (
        <li key={it.sha256} title={it.sha256}>
          {it.fileName} · {t('field.pagesOf', { pages: it.pages })}{' '}
          <span className="hash">{it.sha256.slice(0, 12)}…</span> <PaperLink paper={it} />
        </li>
      ))}
    </ul>
  )
}
