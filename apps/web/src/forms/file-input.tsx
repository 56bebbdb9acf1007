import { CameraOutlined, InboxOutlined } from '@ant-design/icons'
import { Button, Upload } from 'antd'
import { useRef, useState } from 'react'
import { t } from '../words/word'
import { SendingFile, type TakenFile, useUploads } from './sending-file'

interface Picked {
  readonly no: number
  readonly file: File
}

/** A phone or a tablet: it has a camera at hand. */
const FINGERS = matchMedia('(pointer: coarse)')
/** Named so that a phone which keeps its photos as HEIC gives a JPEG. */
const PHOTO = 'image/jpeg,image/png'

/** Drop a file: its name and hash go into the form, the file itself to the ledger where papers are taken. */
export function FileInput({
  value,
  onChange,
  must,
  ...rest
}: {
  readonly id?: string
  readonly value?: TakenFile
  readonly onChange?: (file: TakenFile | undefined) => void
  readonly must?: string
}) {
  const [picked, setPicked] = useState<Picked>()
  const pick = (file: File) => {
    // What stood here before is not what was picked.
    if (value) onChange?.(undefined)
    setPicked((before) => ({ no: (before?.no ?? 0) + 1, file }))
  }
  return (
    <>
      <DropPlace {...rest} onPick={pick} title={value?.fileName} hint={value?.sha256} />
      {picked && (
        <SendingFile
          key={picked.no}
          file={picked.file}
          must={must}
          onTaken={(file) => {
            setPicked(undefined)
            onChange?.(file)
          }}
          onGivenUp={() => setPicked(undefined)}
        />
      )}
    </>
  )
}

/** Drop many: each is told of when it has arrived, and until then stands below with how far it is. */
export function FilesInput({ onTaken }: { onTaken: (file: TakenFile) => void }) {
  const [underway, setUnderway] = useState<readonly Picked[]>([])
  const next = useRef(0)
  const gone = (no: number) => setUnderway((all) => all.filter((it) => it.no !== no))
  return (
    <>
      <DropPlace many onPick={(file) => setUnderway((all) => [...all, { no: next.current++, file }])} />
      {underway.map(({ no, file }) => (
        <SendingFile
          key={no}
          file={file}
          onTaken={(it) => {
            gone(no)
            onTaken(it)
          }}
          onGivenUp={() => gone(no)}
        />
      ))}
    </>
  )
}

function DropPlace({
  onPick,
  many = false,
  title = t(many ? 'field.dropFiles' : 'field.dropFile'),
  hint,
  ...rest
}: {
  readonly id?: string
  readonly onPick: (file: File) => void
  readonly many?: boolean
  readonly title?: string
  readonly hint?: string
}) {
  const uploads = useUploads() !== undefined
  const [tooMany, setTooMany] = useState(false)
  const beforeUpload = (file: File) => {
    onPick(file)
    return false
  }
  return (
    <>
      <Upload.Dragger
        {...rest}
        multiple={many}
        showUploadList={false}
        beforeUpload={beforeUpload}
        // Of several the library gives the first one alone, and says nothing of the others.
        onDrop={({ dataTransfer }) => setTooMany(!many && dataTransfer.files.length > 1)}
      >
        <p>
          <InboxOutlined /> {title}
        </p>
        <p className="hash">{hint ?? t(uploads ? 'field.fileGoes' : 'field.fileStays')}</p>
      </Upload.Dragger>
      {tooMany && <p role="alert">{t('field.oneFile')}</p>}
      {FINGERS.matches && (
        <Upload accept={PHOTO} capture="environment" showUploadList={false} beforeUpload={beforeUpload}>
          <Button icon={<CameraOutlined />}>{t('field.takePhoto')}</Button>
        </Upload>
      )}
    </>
  )
}
