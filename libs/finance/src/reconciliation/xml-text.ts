import { open } from 'node:fs/promises'
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
const BEGINNING = 4_096

/** UTF-16 is seen by its mark, or by the nought beside the first `<`: a declaration in it could not be read otherwise. */
function wide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return undefined
}

/** An XML's text in the encoding that it declares, UTF-8 where it declares none; read otherwise, its names would be others. */
export function xmlText(bytes: Buffer): Checked<string> {
  const head = bytes
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  const encoding = wide(bytes) ?? ENCODINGS.get((DECLARED.exec(head)?.[1] ?? 'utf-8').toLowerCase())
  try {
    if (encoding) return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // Told below: the bytes are not what the file says of them.
  }
  return refuse('statement-xml-broken', {
    zh: 'XML 的文字编码与其声明不符，或不是 UTF-8、UTF-16、GB18030',
    en: 'the text is not in the encoding the XML declares, or that is none of UTF-8, UTF-16, GB18030',
  })
}

/** The first bytes of a file as far as they are ASCII. */
export async function beginningOf(path: string): Promise<string> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0)
    return buffer.subarray(0, bytesRead).toString('latin1').replaceAll('\u0000', '')
  } finally {
    await handle.close()
  }
}

/** XML as camt.053 is sent; what else begins with `<` is a page, or a workbook of another kind. */
export function isCamt(beginning: string): boolean {
  return /^[^<]{0,8}</.test(beginning) && /<(?:[\w.-]{1,20}:)?(?:Document|BkToCstmrStmt)[\s>]/.test(beginning)
}
