import type { Words } from '@pilot-ledger/kernel'

/** What is taken, by what a file holds and never by its name. */
export const MEDIA_TYPES = {
  'application/pdf': ['PDF', 'PDF'],
  'application/ofd': ['OFD 版式文件', 'OFD'],
  'image/jpeg': ['JPEG 图片', 'JPEG image'],
  'image/png': ['PNG 图片', 'PNG image'],
  'image/tiff': ['TIFF 图片', 'TIFF image'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['Excel 工作簿 (.xlsx)', 'Workbook (.xlsx)'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['Word 文档 (.docx)', 'Document (.docx)'],
  'application/xml': ['XML', 'XML'],
  'application/zip': ['ZIP 压缩包', 'ZIP archive'],
} as const satisfies Readonly<Record<string, Words>>
export type MediaType = keyof typeof MEDIA_TYPES
