import { Alert, Button } from 'antd'
import { momentText } from '../kit/moment'
import { t } from '../words/word'

/** Says that what stands in the form was typed before, and when; it may be given up. */
export function Restored({ draft: { at, giveUp } }: { draft: { readonly at?: number; readonly giveUp: () => void } }) {
  if (at === undefined) return null
  return (
    <Alert
      type="info"
      className="draft-restored"
      title={t('draft.restored', { at: momentText(new Date(at).toISOString()) })}
      action={
        <Button size="small" onClick={giveUp}>
          {t('draft.giveUp')}
        </Button>
      }
    />
  )
}
