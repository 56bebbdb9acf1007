import { defineEvent, EventDefinitions, type EventOf, field } from '@pilot-ledger/kernel'
import { MEDIA_TYPES } from './media-types'

/**
 * 已上传佐证材料: a platform has given the very file, whole, and it was looked into. This is what tells that a platform has a file;
 * what the store holds tells nothing about anybody.
 */
export const EVIDENCE_STORED = defineEvent({
  type: 'EvidenceStored',
  zh: '上传佐证材料',
  en: 'Evidence stored',
  summary: ['fileName', 'pages'],
  fields: {
    platform: field.reference('平台', 'Platform'),
    sha256: field.file('文件摘要 SHA-256', 'SHA-256', { maskable: true }),
    size: field.whole(1, Number.MAX_SAFE_INTEGER, '字节数', 'Bytes'),
    mediaType: field.choice(MEDIA_TYPES, '文件类型', 'Type of file'),
    /** As the file has them; absent where its kind has none of its own (a workbook, an archive). */
    pages: field.maybe(field.whole(1, 100_000, '页数', 'Pages', { unit: ['页', 'pages'] })),
    fileName: field.text(255, '文件名', 'File name', { maskable: true }),
  },
})
export type EvidenceStored = EventOf<typeof EVIDENCE_STORED>

/** Of the stream of one file of a platform: one entry, once. */
export const EVIDENCE_EVENTS = new EventDefinitions([EVIDENCE_STORED])
