import { RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import { StoreUnavailable } from '../store'

export const unknownUpload = () =>
  new RefusalException(
    [refuse('unknown-upload', { zh: '没有此上传，或已过期', en: 'there is no such upload, or it has expired' })],
    404,
  )
export const tooLarge = (size: number, most: number) =>
  new RefusalException(
    [
      refuse('evidence-too-large', {
        zh: '文件超过上限，请压缩或分成几个文件',
        en: 'the file is over the limit; compress it, or make several of it',
        facts: { size: String(size), most: String(most) },
      }),
    ],
    413,
  )
export const tooMany = (most: number) =>
  new RefusalException(
    [
      refuse('too-many-uploads', {
        zh: '未完成的上传过多，请先完成或取消其中几个',
        en: 'too many uploads are unfinished; finish or cancel some of them',
        facts: { most: String(most) },
      }),
    ],
    429,
  )
export const otherOffset = (given: number, offset: number) =>
  new RefusalException(
    [
      refuse('upload-offset-differs', {
        zh: '上传须从已收到之处继续',
        en: 'an upload goes on from where it is',
        facts: { given: String(given), offset: String(offset) },
      }),
    ],
    409,
  )
export const beyondItsSize = (size: number) =>
  new RefusalException(
    [
      refuse('upload-beyond-its-size', {
        zh: '内容多于声明的字节数',
        en: 'more came than the upload said it has',
        facts: { size: String(size) },
      }),
    ],
    413,
  )
export const notAsStated = (stated: string, sha256: string) =>
  new RefusalException([
    refuse('evidence-not-as-stated', {
      zh: '收到的内容与声明的 SHA-256 不符，请重新上传',
      en: 'what came is not what was stated by its SHA-256; upload it anew',
      facts: { stated, sha256 },
    }),
  ])

const STORE_FAULTS = {
  'disk-full': [
    'evidence-store-full',
    507,
    '存放佐证材料的磁盘已满，未收文件；已上传的不受影响',
    'the disk of the evidence is full; the file was not taken, and what is stored is untouched',
  ],
  'not-writable': [
    'evidence-store-not-writable',
    503,
    '佐证材料目录不可写',
    'the folder of the evidence cannot be written',
  ],
  refused: [
    'evidence-store-refused',
    503,
    '佐证材料库不准访问，请管理员核对其地址与密钥',
    'the evidence store does not let the ledger in: have its address and keys looked at',
  ],
  unreachable: [
    'evidence-store-unreachable',
    503,
    '佐证材料库暂不可用，请稍后继续',
    'the evidence store cannot be reached; go on in a while',
  ],
} as const

/** What the store says of itself, as an answer; anything else as it is. Where it is and why it does not serve is for the log. */
export function asAnswer(error: unknown): unknown {
  if (!(error instanceof StoreUnavailable)) return error
  const [code, status, zh, en] = STORE_FAULTS[error.reason]
  return new RefusalException([refuse(code, { zh, en })], status, { cause: error })
}
