import { InboxOutlined } from '@ant-design/icons'
import { Spin, Upload } from 'antd'
import { t } from 'i18next'
import { useState } from 'react'
import { sha256Of } from './file-hash'

export interface HashedFile {
  readonly fileName: string
  readonly sha256: string
}

/** Drop a file: its name and hash go into the form, the file itself goes nowhere. */
export function FileInput({
  value,
  onChange,
  ...rest
}: {
  id?: string
  value?: HashedFile
  onChange?: (file: HashedFile) => void
}) {
  const [busy, setBusy] = useState(false)
  const take = async (file: File) => {
    setBusy(true)
    try {
      onChange?.({ fileName: file.name, sha256: await sha256Of(file) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Spin spinning={busy} description={t('field.hashing')}>
      <Upload.Dragger
        {...rest}
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file)
          return false
        }}
      >
        <p>
          <InboxOutlined /> {value ? value.fileName : t('field.dropFile')}
        </p>
        <p className="hash">{value ? value.sha256 : t('field.fileStays')}</p>
      </Upload.Dragger>
    </Spin>
  )
}
