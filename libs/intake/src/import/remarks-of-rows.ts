import { ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import { type Fields, nameKey } from '@pilot-ledger/kernel'
import type { SheetPlace } from '../spreadsheets'
import { placeText } from './refusals'

/** What is said beside a row that is recorded, or left out, all the same. */
export interface RowRemark {
  readonly code: string
  /** Into the content of this type, as that of a refusal. */
  readonly type?: EngagementContent['type']
  readonly pointer?: string
  readonly found?: string
  readonly zh: string
  readonly en: string
  readonly facts?: Readonly<Record<string, string>>
}

export function sameAsRow(other: SheetPlace): RowRemark {
  return {
    code: 'same-as-row',
    zh: `与本文件${placeText(other, 'zh')}相同，只登记一次`,
    en: `the same as ${placeText(other, 'en')} of this file; recorded once`,
    facts: { sheet: other.sheet ?? '', row: String(other.row ?? '') },
  }
}

/** A file sent twice, or another taking back of the same day and amount: only who wrote it knows. */
export function recordedWithoutNumber({ type }: EngagementContent, pointer: string): RowRemark {
  const refund = type === 'PaymentRefunded'
  const [zh, en] = refund ? ['退款', 'refund'] : ['红冲', 'reversal']
  return {
    code: 'recorded-without-number',
    type,
    pointer,
    zh: `台账已有同日、同额、无自身号码的${zh}，视为同一笔，未再登记；如确为另一笔，请填${refund ? '退款回单号' : '红字发票号码'}`,
    en: `a ${en} of this day and amount without a number of its own is on the ledger; taken for the same and not recorded again: where it is another one, give its number`,
  }
}

/** It was recorded before the ledger asked for it, or without it: an import adds nothing to what is recorded. */
export function notOnTheEntry({ type }: EngagementContent, names: readonly string[]): RowRemark {
  const fields: Fields = ENGAGEMENT_EVENTS.of(type).fields
  const words = names.map((it) => fields[it].zh).join('、')
  const english = names.map((it) => fields[it].en).join(', ')
  return {
    code: 'not-on-the-entry',
    type,
    pointer: `/${names[0]}`,
    zh: `台账已有此记录，未注明${words}；导入不改已有记录，如需补记请更正`,
    en: `it is on the ledger without ${english}; an import changes nothing that is recorded: correct the entry to add it`,
  }
}

type Payment = Extract<EngagementContent, { type: 'PaymentReceived' }>
interface Slip {
  readonly content: Payment
  readonly place?: SheetPlace
}

/** Receipts of one contract that may be one slip typed in two ways: GK1 and GK-1, of one day, payer and amount. */
export class LikeSlips {
  private readonly slips = new Map<string, Slip>()

  constructor(recorded: Iterable<EngagementContent>) {
    for (const it of recorded) this.add(it)
  }

  add(content: EngagementContent, place?: SheetPlace): void {
    if (content.type !== 'PaymentReceived') return
    const key = keyOf(content)
    if (!this.slips.has(key)) this.slips.set(key, { content, ...(place && { place }) })
  }

  /** Asked before the receipt itself is added. */
  remark(content: EngagementContent): RowRemark | undefined {
    if (content.type !== 'PaymentReceived') return undefined
    const like = this.slips.get(keyOf(content))
    if (!like) return undefined
    const [other, where] = [like.content.data.bankReference, like.place]
    return {
      code: 'like-another-receipt',
      type: content.type,
      pointer: '/bankReference',
      found: content.data.bankReference,
      zh: `疑似同一回单：${where ? `本文件${placeText(where, 'zh')}` : '台账'}的回单 ${other} 同日、同付款单位、同金额，请核对`,
      en: `perhaps the same slip as ${other} ${where ? `in ${placeText(where, 'en')}` : 'on the ledger'}: same day, payer and amount; compare them`,
      facts: { other, ...(where && { sheet: where.sheet ?? '', row: String(where.row ?? '') }) },
    }
  }
}

/** Without what people put between the figures of a number, or before them. */
const keyOf = ({ data: { bankReference, receivedOn, share, payer } }: Payment) =>
  `${receivedOn} ${share} ${nameKey(payer.name)} ${bankReference
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z一-龥]/g, '')}`
