import { fileReaders, type Reading } from '@pilot-ledger/http'
import type { IntakeItem } from '../columns'
import type { FileKind } from './kind-of-file'

interface FileOnDisk {
  readonly path: string
  readonly name?: string
}

/** `kindOfFile` in a process that reads files; `of`: whose file it is. */
export function kindApart(of: string, { path }: FileOnDisk): Promise<FileKind> {
  return fileReaders.result(of, { module: require.resolve('./kind-of-file'), name: 'kindOfFile', args: [{ path }] })
}

/** `readIntake` likewise, item by item. */
export function intakeApart(of: string, { path, name }: FileOnDisk): AsyncGenerator<IntakeItem> {
  const options = name === undefined ? {} : { name }
  const reading: Reading = {
    module: require.resolve('../columns/read-intake'),
    name: 'readIntake',
    args: [{ path }, options],
  }
  return fileReaders.items(of, reading)
}
