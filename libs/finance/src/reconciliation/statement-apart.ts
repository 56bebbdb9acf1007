import { fileReaders } from '@pilot-ledger/http'
import type { readStatement } from './statement-file'
import type { sampleOf } from './statement-sample'

/** `readStatement` in a process that reads files; `of`: whose file it is. */
export function statementApart(
  of: string,
  ...args: Parameters<typeof readStatement>
): ReturnType<typeof readStatement> {
  return fileReaders.result(of, { module: require.resolve('./statement-file'), name: 'readStatement', args })
}

/** The first rows of a table as they are, to choose columns by, and ready maps that fit. */
export function sampleApart(
  of: string,
  { path }: { readonly path: string },
  name: string,
  bank: string,
): ReturnType<typeof sampleOf> {
  return fileReaders.result(of, {
    module: require.resolve('./statement-sample'),
    name: 'sampleOf',
    args: [path, name, bank],
  })
}
