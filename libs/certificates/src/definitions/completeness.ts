import { defineEvent, type EventOf, field } from '@pilot-ledger/kernel'

/** A hash as C2SP's formats write it. */
const HASH = /^[A-Za-z0-9+/]{43}=$/

/** 完整性映射: to which key each entry before the cut belongs, as the root over all keys (docs/certificate.md). */
export const MAP_RECORDED = defineEvent({
  type: 'CompletenessMapRecorded',
  zh: '完整性映射',
  en: 'A completeness map',
  summary: [{ labelled: 'cut' }],
  fields: {
    cut: field.whole(0, Number.MAX_SAFE_INTEGER, '截止序号', 'Cut'),
    keys: field.whole(2, Number.MAX_SAFE_INTEGER, '键数', 'Keys'),
    root: field.matching(HASH, '根', 'Root'),
  },
})
export type CompletenessMapRecorded = EventOf<typeof MAP_RECORDED>
