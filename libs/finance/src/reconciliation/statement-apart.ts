import { readingRoom } from '@pilot-ledger/http'
import type { readStatement } from './statement-file'
import type { firstRows } from './statement-sample'

/** `readStatement` in a process that reads files; `of`: whose file it is. */
export function statementApart(
  of: string,
  ...args: Parameters<typeof readStatement>
): ReturnType<typeof readStatement> {
  return readingRoom.result(of, { module: require.resolve('./statement-file'), name: 'readStatement', args })
}

/** The first rows of a table as they are, to choose columns by. */
export function sampleApart(
  of: string,
  { path }: { readonly path: string },
  name: string,
): ReturnType<typeof firstRows> {
  return readingRoom.result(of, {
    module: require.resolve('./statement-sample'),
    name: 'firstRows',
    args: [path, name],
  })
}
