import type { Finding } from './invoice-read'

const DECLARED = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{1,20})["']/
/** GBK and GB2312 are parts of GB18030. */
const ENCODINGS = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['gb18030', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
])

/** UTF-16 is seen by its mark, or by the nought beside the first `<`. */
function wide([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return undefined
}

/**
 * The text of an invoice's XML in the encoding that it declares. Tools that save an XML anew leave its declaration and change its
 * bytes: what is no UTF-8 and says it were is read as GB18030, where every byte is of that.
 */
export function xmlTextOf(bytes: Uint8Array): string | Finding {
  const head = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  const declared = wide(bytes) ?? ENCODINGS.get((DECLARED.exec(head)?.[1] ?? 'utf-8').toLowerCase())
  for (const encoding of declared === 'utf-8' || declared === 'gb18030' ? ['utf-8', 'gb18030'] : [declared]) {
    try {
      if (encoding) return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    }
  }
  return UNDECODABLE
}

const UNDECODABLE: Finding = {
  is: 'fault',
  code: 'text-undecodable',
  zh: 'XML 的文字编码无法识别（应为 UTF-8、UTF-16 或 GB18030）',
  en: 'the encoding of the XML is none of UTF-8, UTF-16, GB18030',
}
