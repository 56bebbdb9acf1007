import { fileReaders } from '@pilot-ledger/http'
import type { markFaults } from './mark-faults'

/** `markFaults` in a process that reads files; `of`: whose file it is. */
export async function markedApart(of: string, ...args: Parameters<typeof markFaults>): Promise<Buffer> {
  const module = require.resolve('./mark-faults')
  return Buffer.from(await fileReaders.result<Uint8Array>(of, { module, name: 'markFaults', args }))
}
