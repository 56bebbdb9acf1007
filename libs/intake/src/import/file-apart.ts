import { FILE_READERS_LIMITS, FileReaders, fileReaders, type Reading } from '@pilot-ledger/http'
import type { FileKind } from './kind-of-file'
import type { ReadItem } from './read-file'

interface FileOnDisk {
  readonly path: string
  readonly name?: string
}

/**
 * Each invoice is a file, looked into as one that is uploaded: what reads PDF takes long to load on a busy machine, and a file of it longer
 * than a row.
 */
const INVOICES = new FileReaders({ ...FILE_READERS_LIMITS, readers: 2, patience: 60_000, patienceOfItem: 20 })

/** `kindOfFile` in a process that reads files; `of`: whose file it is. */
export function kindApart(of: string, { path, name = '' }: FileOnDisk): Promise<FileKind> {
  const args = [{ path }, name]
  return fileReaders.result(of, { module: require.resolve('./kind-of-file'), name: 'kindOfFile', args })
}

/** `writeFiles` likewise. */
export function filesApart(of: string, { path }: FileOnDisk, hashes: readonly string[], folder: string): Promise<void> {
  const args = [{ path }, hashes, folder]
  return INVOICES.result(of, {
    module: require.resolve('../invoices/reading/invoice-files'),
    name: 'writeFiles',
    args,
  })
}

/** `readFile` likewise, item by item. */
export function intakeApart(of: string, { path, name }: FileOnDisk, kind: FileKind): AsyncGenerator<ReadItem> {
  const options = name === undefined ? {} : { name }
  const reading: Reading = { module: require.resolve('./read-file'), name: 'readFile', args: [{ path }, options] }
  return (kind === 'invoices' ? INVOICES : fileReaders).items(of, reading)
}
