import { CloseOutlined } from '@ant-design/icons'
import { Button, Progress, Typography } from 'antd'
import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Problem, Refused } from '../api/ask'
import { EvidenceUpload } from '../api/evidence-upload'
import { problemText } from '../kit/page'
import { useSession } from '../session/session'
import { t } from '../words/word'
import { sha256Of } from './file-hash'

/** A file as the form has it; `pages` where it was uploaded, as many as the file itself has. */
export interface TakenFile {
  readonly fileName: string
  readonly sha256: string
  readonly pages?: number
}

/** The platform whose papers a form takes: there a file is uploaded by whoever may. Of others its name and hash are all. */
export const PapersOf = createContext<string | undefined>(undefined)

export function useUploads(): string | undefined {
  const platform = useContext(PapersOf)
  const { may } = useSession()
  return may('uploadEvidence') ? platform : undefined
}

/** Files that are on their way into forms of this page. */
const underway = new Set<object>()
const watching = new Set<() => void>()
const tellWatching = () => {
  for (const it of watching) it()
}

/** Whether a dropped file has not arrived yet: what is recorded or saved before that is without it. */
export const useFilesUnderway = (): boolean => useSyncExternalStore(watch, () => underway.size > 0)

function watch(changed: () => void): () => void {
  watching.add(changed)
  return () => watching.delete(changed)
}

/** How a file fares on its way: before it begins, hashed, so far uploaded, or its line broken for the moment. */
type Way = 'waits' | 'hashed' | { readonly percent: number; readonly broken: boolean }

/**
 * A picked file on its way into a form: hashed, and uploaded where papers are taken. One at a time, over all that were dropped: side
 * by side none would be there sooner. Leaving the form, or giving it up, takes back what has arrived of it.
 */
export function SendingFile({
  file,
  must,
  onTaken,
  onGivenUp,
}: {
  file: File
  /** The very file that is taken, by its hash; any other is refused before it is sent. */
  must?: string
  onTaken: (file: TakenFile) => void
  onGivenUp: () => void
}) {
  const { way, problem, goOn } = useSending(file, must, onTaken)
  return (
    <div className="sending-file">
      <span>{file.name}</span>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={`${t(problem ? 'field.giveUp' : 'field.cancel')} ${file.name}`}
        onClick={onGivenUp}
      />
      {problem ? (
        <Typography.Text type="danger" role="alert">
          {problemText(problem)} {goOn && <Button onClick={goOn}>{t('field.goOn')}</Button>}
        </Typography.Text>
      ) : (
        <Underway way={way} />
      )}
    </div>
  )
}

function Underway({ way }: { way: Way }) {
  if (typeof way === 'string') return <small>{t(way === 'waits' ? 'field.fileWaits' : 'field.hashing')}</small>
  return (
    <>
      <Progress percent={way.percent} size="small" aria-label={t('field.uploading')} />
      <small role="status">{t(way.broken ? 'field.lineBroken' : 'field.uploading')}</small>
    </>
  )
}

/** Whoever sends now; the next one goes when it has ended, however. */
let sent: Promise<unknown> = Promise.resolve()

function inTurn(work: () => Promise<void>): Promise<void> {
  const mine = sent.then(work)
  sent = mine.catch(() => undefined)
  return mine
}

function useSending(file: File, must: string | undefined, onTaken: (file: TakenFile) => void) {
  const platform = useUploads()
  const [way, setWay] = useState<Way>('waits')
  const [problem, setProblem] = useState<Problem>()
  const [attempt, setAttempt] = useState(0)
  const upload = useRef<EvidenceUpload>(undefined)

  const take = async (signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return
    setWay('hashed')
    const sha256 = await sha256Of(file)
    if (signal.aborted) return
    if (must !== undefined && sha256 !== must) return setProblem(otherFile(sha256, must))
    if (platform === undefined) return onTaken({ fileName: file.name, sha256 })
    upload.current ??= new EvidenceUpload(platform, file, sha256)
    try {
      const tell = (bytes: number, broken: boolean) =>
        setWay({ percent: Math.floor((100 * bytes) / Math.max(1, file.size)), broken })
      // Under another name the same bytes may be there already: this entry is of the file as it was picked.
      const { pages } = await upload.current.send(tell, signal)
      onTaken({ fileName: file.name, sha256, pages })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Refused)) throw error
      setProblem(error.problem)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once for a file, and anew when it goes on
  useEffect(() => {
    const mine = new AbortController()
    void inTurn(() => take(mine.signal))
    return () => mine.abort()
  }, [attempt])
  useEffect(() => () => void upload.current?.giveUp(), [])

  const waits = problem === undefined
  useEffect(() => {
    if (!waits) return
    const mine = {}
    underway.add(mine)
    tellWatching()
    return () => {
      underway.delete(mine)
      tellWatching()
    }
  }, [waits])

  const goOn = () => {
    setProblem(undefined)
    setWay('waits')
    setAttempt(attempt + 1)
  }
  return { way, problem, goOn: problem && comesBack(problem) ? goOn : undefined }
}

/** The line, or the service's own trouble: what has arrived is still there. A file that was refused is gone. */
const comesBack = ({ status }: Problem) => status === 0 || status === 429 || status >= 500

/** Evidence that was recorded by its hash is completed by that very file and no other. */
const otherFile = (sha256: string, must: string): Problem => ({
  type: 'urn:pilot-ledger:problem:other-file',
  code: 'other-file',
  status: 422,
  instance: '',
  title: `不是这份材料：所选文件的摘要为 ${sha256.slice(0, 12)}…，登记的是 ${must.slice(0, 12)}…，请选择当时登记的那个文件`,
  titleEn: `not this paper: the file picked has the hash ${sha256.slice(0, 12)}…, recorded was ${must.slice(0, 12)}…; pick the very file`,
})
