import { refused } from './refused'
import type { SpreadsheetFile } from './spreadsheet-file'
import { firstBytes } from './text/encoding'
import { notRead } from './workbook'

const HEAD = 4096
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

/** What a file is, by what it holds and never by its name. Refuses what nobody reads here. */
export async function fileKind(file: SpreadsheetFile): Promise<'xlsx' | 'text'> {
  const head = Buffer.from(await firstBytes(file, HEAD))
  if (head.length === 0) throw refused('empty-file', '文件为空', 'the file is empty')
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return 'xlsx'
  if (head.subarray(0, 8).equals(OLE)) throw (await isEncrypted(file)) ? encrypted() : notRead('.xls')
  const text = head
    .toString('latin1')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    // Of UTF-16, as far as it is ASCII.
    .replaceAll('\u0000', '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('%pdf')) throw notRead('PDF')
  // As some banks' sites write what they call an .xls.
  if (
    /^(<!--[^>]{0,500}>\s*)?(<\?xml[^>]{0,200}>\s*)?(<!doctype html|<(html|table|meta|head|body|style|script|div)\b)/.test(
      text,
    )
  )
    throw notRead('HTML')
  if (text.startsWith('<?xml') || /^<(workbook|ss:)/.test(text)) throw notRead('XML')
  if (text.startsWith('pk\u0005\u0006')) throw notRead('zip')
  return 'text'
}

function encrypted() {
  return refused('encrypted', '文件已加密，请取消密码后另存', 'the file is encrypted; save it without a password')
}

/** An encrypted .xlsx is packed into the container of the old .xls, which names its parts in a directory somewhere inside. */
async function isEncrypted(file: SpreadsheetFile): Promise<boolean> {
  return Buffer.from(await firstBytes(file, 4 * 1024 * 1024)).includes(ENCRYPTED)
}

/** Whether a text begins as JSON objects do. */
export async function startsWithBrace(file: SpreadsheetFile): Promise<boolean> {
  const head = Buffer.from(await firstBytes(file, HEAD)).toString('utf8')
  return head
    .replace(/^\ufeff/, '')
    .trimStart()
    .startsWith('{')
}
