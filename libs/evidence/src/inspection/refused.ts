import { type Refusal, refuse, shortened } from '@pilot-ledger/kernel'

/** A file that is not taken, by name. From the process that looks into it comes as a `RefusalException`. */
export class EvidenceRefused extends Error {
  readonly refusals: readonly Refusal[]

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusals = [refusal]
  }
}

type Facts = Readonly<Record<string, string>>
const refused = (code: string, zh: string, en: string, facts?: Facts) =>
  new EvidenceRefused(refuse(code, { zh, en, ...(facts && { facts }) }))

/** The same of one file in an archive, which it names. */
export function withinArchive(file: string, { refusals: [{ code, zh, en, facts }] }: EvidenceRefused): EvidenceRefused {
  const named = shortened(file, 80)
  return refused(code, `压缩包中的 ${named}：${zh}`, `${named} in the archive: ${en}`, { ...facts, file: named })
}

export const empty = () => refused('evidence-empty', '文件为空', 'the file is empty')
export const cutOff = (facts?: Facts) =>
  refused('evidence-cut-off', '文件不完整，后半部分缺失，请重新取得该文件', 'the file is cut off; get it anew', facts)
export const unreadable = (facts?: Facts) =>
  refused('evidence-unreadable', '文件已损坏，无法打开', 'the file is damaged and cannot be opened', facts)
export const encrypted = () =>
  refused('evidence-encrypted', '文件有密码，请取消密码后再上传', 'the file needs a password; save it without one')
export const withMacros = () =>
  refused('evidence-with-macros', '文件含宏，请另存为不含宏的格式', 'the file has macros; save it without them')
export const notTaken = (found: string) =>
  refused(
    'evidence-type-not-taken',
    '不收此类文件：可上传 PDF、OFD、JPEG、PNG、TIFF、XLSX、DOCX、XML，及其 ZIP 压缩包',
    'this kind of file is not taken: PDF, OFD, JPEG, PNG, TIFF, XLSX, DOCX, XML, or a ZIP of these',
    { found },
  )
export const heic = () =>
  refused(
    'evidence-heic',
    '不收 HEIC 照片，多数电脑打不开：请将手机相机格式设为“兼容性最佳”，或另存为 JPEG',
    'HEIC photos are not taken, most computers cannot open them: set the camera to “most compatible”, or save as JPEG',
  )
export const tooLarge = (facts: Facts) =>
  refused('evidence-unpacks-too-large', '文件展开后过大，不予接收', 'the file unpacks to more than is taken', facts)
export const tooManyPages = (pages: number, most: number) =>
  refused(
    'evidence-too-many-pages',
    `页数过多，至多 ${most} 页，请分成几个文件`,
    `at most ${most} pages; make several files of it`,
    {
      pages: String(pages),
    },
  )
