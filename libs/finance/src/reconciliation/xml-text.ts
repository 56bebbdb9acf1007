import { open } from 'node:fs/promises'
import { type Checked, refuse, textIn, xmlEncodingOf } from '@pilot-ledger/kernel'

const BEGINNING = 4_096

/** An XML's text in the encoding that it declares, UTF-8 where it declares none; read otherwise, its names would be others. */
export function xmlText(bytes: Buffer): Checked<string> {
  const encoding = xmlEncodingOf(bytes)
  const text = encoding && textIn(encoding, bytes)
  if (text !== undefined) return text
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
