import { Alert } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { useAnswer } from '../api/answers'
import { freshKey } from '../api/ask'
import { momentText } from '../kit/moment'
import { Loading } from '../kit/page'
import { Tag } from '../kit/tag'
import { t, wordIn } from '../words/word'
import { Missing } from './missing'
import { addressOf, keyOf, type Paper, type Place } from './paper'
import { PaperBody } from './paper-body'
import { PaperTools } from './paper-tools'
import { useView } from './use-view'

/** One paper beside what it proves: what it is, its pages, and one key each to leaf, turn, enlarge, go on and close. */
export function PaperPane({
  paper,
  waiting,
  focused,
  place,
  move,
  close,
}: {
  /** Undefined: the row that is looked at has none. */
  paper?: Paper
  /** Or it is not known yet. */
  waiting: boolean
  /** Whether it takes the focus as it opens. */
  focused: boolean
  place?: Place
  move: (by: number) => void
  close: () => void
}) {
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    if (focused) pane.current?.focus()
  }, [focused])
  return (
    <section className="paper-pane no-print" aria-label={t('paper.pane')} tabIndex={-1} ref={pane}>
      {paper ? (
        <OnePaper key={keyOf(paper)} paper={paper} place={place} move={move} close={close} />
      ) : (
        <>
          <PaperTools close={close} move={move} />
          {waiting ? <Loading rows={8} /> : <p className="note">{t('paper.noneOfRow')}</p>}
        </>
      )}
    </section>
  )
}

function OnePaper({
  paper,
  place,
  move,
  close,
}: {
  paper: Paper
  place?: Place
  move: (by: number) => void
  close: () => void
}) {
  // One opening is one look, however many parts of the file it takes.
  const opening = useMemo(freshKey, [])
  const facts = useAnswer('GET /api/platforms/{id}/evidence/{sha256}/facts', {
    id: paper.platform,
    sha256: paper.sha256,
    opening,
  })
  const file = facts.data?.file
  const view = useView(file?.pages ?? 1)
  const missing = facts.error?.problem.code === 'unknown-evidence'
  return (
    <>
      <PaperTools
        view={file && view}
        place={place}
        download={file && addressOf(paper, opening, 'download')}
        move={move}
        close={close}
      />
      <header className="paper-head">
        <strong>{paper.fileName}</strong> {missing && <Tag color="orange">{t('paper.missing')}</Tag>}
        {paper.about && <div className="note">{paper.about}</div>}
        <div className="note number">
          {[
            file && t(wordIn('paper.type', file.mediaType)),
            (file?.pages ?? paper.pages) !== undefined && t('field.pagesOf', { pages: file?.pages ?? paper.pages }),
            `SHA-256 ${paper.sha256.slice(0, 12)}…`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {facts.data && (
          <div className="note">
            {t('paper.uploaded', { by: facts.data.uploadedBy, at: momentText(facts.data.uploadedAt) })}
            {file?.fileName !== paper.fileName && ` · ${t('paper.uploadedAs', { name: file?.fileName })}`}
          </div>
        )}
        {file?.pages !== undefined && paper.pages !== undefined && file.pages !== paper.pages && (
          <Alert type="warning" showIcon title={t('paper.pagesDiffer', { stated: paper.pages, pages: file.pages })} />
        )}
      </header>
      {file ? (
        <PaperBody file={file} paper={paper} opening={opening} view={view} />
      ) : missing ? (
        <Missing paper={paper} onUploaded={() => void facts.refetch()} />
      ) : (
        <Loading error={facts.error} retry={() => void facts.refetch()} rows={8} />
      )}
    </>
  )
}
