import { open } from 'node:fs/promises'

export type FileKind = 'xlsx' | 'csv' | 'ndjson'

/** What a file is by its first bytes: a ZIP is taken for a workbook, a brace for NDJSON. Only said; its reader judges. */
export async function kindOfFile(path: string): Promise<FileKind> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    const start = buffer.subarray(0, bytesRead)
    if (start.subarray(0, 2).toString('latin1') === 'PK') return 'xlsx'
    return start
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('{')
      ? 'ndjson'
      : 'csv'
  } finally {
    await file.close()
  }
}
