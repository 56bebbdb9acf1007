import { CameraOutlined, InboxOutlined } from '@ant-design/icons'
import { Button, Spin, Typography, Upload } from 'antd'
import { createContext, useContext, useEffect, useRef, useState } from 'react'
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

interface Given {
  readonly id?: string
  readonly value?: TakenFile
  readonly onChange?: (file: TakenFile | undefined) => void
  /** The very file that is taken, by its hash; any other is refused before it is sent. */
  readonly must?: string
}

/** A phone or a tablet: it has a camera at hand. */
const FINGERS = matchMedia('(pointer: coarse)')
/** Named so that a phone which keeps its photos as HEIC gives a JPEG. */
const PHOTO = 'image/jpeg,image/png'

/** Drop a file: its name and hash go into the form, the file itself to the ledger where papers are taken. */
export function FileInput({ value, onChange, must, ...rest }: Given) {
  const { uploads, doing, problem, take, goOn } = useTaking(value, onChange, must)
  const hint = t(uploads ? 'field.fileGoes' : 'field.fileStays')
  const beforeUpload = (file: File) => {
    void take(file)
    return false
  }
  return (
    <Spin spinning={doing !== undefined} description={doing}>
      <Upload.Dragger {...rest} showUploadList={false} beforeUpload={beforeUpload}>
        <p>
          <InboxOutlined /> {value ? value.fileName : t('field.dropFile')}
        </p>
        <p className="hash">{value ? value.sha256 : hint}</p>
      </Upload.Dragger>
      {FINGERS.matches && (
        <Upload accept={PHOTO} capture="environment" showUploadList={false} beforeUpload={beforeUpload}>
          <Button icon={<CameraOutlined />}>{t('field.takePhoto')}</Button>
        </Upload>
      )}
      {problem && (
        <Typography.Text type="danger" role="alert">
          {problemText(problem)} {goOn && <Button onClick={() => void goOn()}>{t('field.goOn')}</Button>}
        </Typography.Text>
      )}
    </Spin>
  )
}

/** What is being done with a picked file, and what came of it. */
function useTaking(value: Given['value'], onChange: Given['onChange'], must: string | undefined) {
  const platform = useContext(PapersOf)
  const { may } = useSession()
  const [doing, setDoing] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const [upload, setUpload] = useState<{ readonly of: EvidenceUpload; readonly size: number }>()
  // A form that was closed takes nothing any more.
  const closed = useRef<AbortController>(undefined)
  useEffect(() => {
    const mine = new AbortController()
    closed.current = mine
    return () => mine.abort()
  }, [])
  const uploads = platform !== undefined && may('uploadEvidence')

  const send = async (of: EvidenceUpload, size: number) => {
    const signal = closed.current?.signal
    setProblem(undefined)
    const tell = (bytes: number) => setDoing(t('field.uploading', { percent: Math.floor((100 * bytes) / size) }))
    try {
      const { fileName, sha256, pages } = await of.send(tell, signal)
      setUpload(undefined)
      onChange?.({ fileName, sha256, pages })
    } catch (error) {
      if (signal?.aborted) return
      if (!(error instanceof Refused)) throw error
      setProblem(error.problem)
    } finally {
      setDoing(undefined)
    }
  }
  const take = async (file: File) => {
    setDoing(t('field.hashing'))
    setProblem(undefined)
    try {
      const sha256 = await sha256Of(file)
      if (must !== undefined && sha256 !== must) return setProblem(otherFile(sha256, must))
      if (!uploads) return onChange?.({ fileName: file.name, sha256 })
      // What stood here before is not what was picked.
      if (value) onChange?.(undefined)
      const of = new EvidenceUpload(platform, file, sha256)
      setUpload({ of, size: file.size })
      await send(of, file.size)
    } finally {
      setDoing(undefined)
    }
  }
  const again = upload && problem && comesBack(problem)
  return { uploads, doing, problem, take, goOn: again ? () => send(upload.of, upload.size) : undefined }
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
