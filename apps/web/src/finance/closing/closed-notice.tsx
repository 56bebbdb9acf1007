import { ENGAGEMENT_EVENTS } from '@pilot-ledger/engagements/definitions'
import { Alert, Form } from 'antd'
import { useAnswer } from '../../api/answers'
import { useSession } from '../../session/session'
import { t } from '../../words/word'
import { restatedBy, sealedBy } from './closed-days'

/**
 * Told in a form before it is sent: what it records is dated in a closed month and becomes a restatement, or so long ago that a
 * second person must stand for it. Of a correction the day before counts too, of a void it alone.
 */
export function ClosedNotice({ platform, type, before }: { platform?: string; type: string; before?: string }) {
  const { may } = useSession()
  const form = Form.useFormInstance()
  const { day: field, movesMoney } = ENGAGEMENT_EVENTS.of(type)
  const typed: unknown = Form.useWatch(field ?? '', form)
  const chosen: unknown = Form.useWatch('platform', { form, preserve: true })
  const id = typeof chosen === 'string' ? chosen : platform
  const enabled = id !== undefined && field !== undefined && may('readCloses')
  const { data } = useAnswer('GET /api/platforms/{id}/closing/periods', { id: id ?? '' }, { enabled })
  const days = [before, typed]
  const closed = restatedBy(data?.periods ?? [], days)
  const periods = movesMoney ? closed : []
  const limit = data?.waitsBefore
  // What moves no money is no restatement, but waits all the same where there are two persons.
  const settled = limit === undefined ? [] : [...closed, ...sealedBy(data?.sealed ?? [], days)]
  const waits = limit !== undefined && days.some((it) => typeof it === 'string' && it !== '' && it < limit)
  const title =
    periods.length > 0
      ? t('closing.restates', { period: periods.join('、') })
      : waits
        ? t('closing.waits', { day: limit })
        : settled.length > 0 && t('closing.settled', { what: settled.join('、') })
  return title && <Alert className="closed-notice" type="warning" showIcon role="status" title={title} />
}
