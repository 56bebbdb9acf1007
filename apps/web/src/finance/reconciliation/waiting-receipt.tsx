import { Tag } from '../../kit/tag'
import { Money } from '../../money/money'
import { t } from '../../words/word'

/** Of a line what is recorded as its receipt and waits for a second person. */
export const WaitingReceipt = ({ waiting }: { waiting: string }) => (
  <Tag color="gold">
    {t('bank.receiptWaits')} <Money value={waiting} />
  </Tag>
)
