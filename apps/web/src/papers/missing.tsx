import { FileInput } from '../forms/file-input'
import { PapersOf } from '../forms/sending-file'
import { useSession } from '../session/session'
import { t } from '../words/word'
import type { Paper } from './paper'

/** 未上传: only name and hash were recorded. The platform's clerk gives the very file here. */
export function Missing({ paper, onUploaded }: { paper: Paper; onUploaded: () => void }) {
  const { may } = useSession()
  return (
    <div className="paper-missing">
      <p>{t('paper.missingWhy')}</p>
      <p className="hash">{paper.sha256}</p>
      {may('uploadEvidence') ? (
        <PapersOf value={paper.platform}>
          <FileInput must={paper.sha256} onChange={(file) => file && onUploaded()} />
        </PapersOf>
      ) : (
        <p className="note">{t('paper.missingAsk')}</p>
      )}
    </div>
  )
}
