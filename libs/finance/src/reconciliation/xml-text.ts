import { type Checked, refuse } from '@pilot-ledger/kernel'

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

/** An XML's text in the encoding that it declares, UTF-8 where it declares none; read otherwise, its names would be others. */
export function xmlText(bytes: Buffer): Checked<string> {
  const head = bytes
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  const encoding = ENCODINGS.get((DECLARED.exec(head)?.[1] ?? 'utf-8').toLowerCase())
  try {
    if (encoding) return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // Told below: the bytes are not what the file says of them.
  }
  return refuse('statement-xml-broken', {
    zh: 'XML 的文字编码与其声明不符，或不是 UTF-8、GB18030',
    en: 'the text is not in the encoding the XML declares, or that is neither UTF-8 nor GB18030',
  })
}
