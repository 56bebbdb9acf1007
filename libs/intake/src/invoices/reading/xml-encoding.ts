import { textIn, xmlEncodingOf } from '@pilot-ledger/kernel'
import type { Finding } from './invoice-read'

/**
 * The text of an invoice's XML in the encoding that it declares. Tools that save an XML anew leave its declaration and change its
 * bytes: what is no UTF-8 and says it were is read as GB18030, where every byte is of that.
 */
export function xmlTextOf(bytes: Uint8Array): string | Finding {
  const declared = xmlEncodingOf(bytes)
  if (declared === undefined) return UNDECODABLE
  for (const encoding of declared === 'utf-8' || declared === 'gb18030' ? ['utf-8', 'gb18030'] : [declared]) {
    const text = textIn(encoding, bytes)
    if (text !== undefined) return text
  }
  return UNDECODABLE
}

const UNDECODABLE: Finding = {
  is: 'fault',
  code: 'text-undecodable',
  zh: 'XML 的文字编码无法识别（应为 UTF-8、UTF-16 或 GB18030）',
  en: 'the encoding of the XML is none of UTF-8, UTF-16, GB18030',
}
