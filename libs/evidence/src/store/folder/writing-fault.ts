import { StoreUnavailable } from '../faults'

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const SHUT = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENOENT'])

/** What an error while writing below `folder` means; any other error comes back as it is. */
export function writingFault(error: unknown, folder: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (FULL.has(code))
    return new StoreUnavailable('disk-full', `磁盘已满 / the disk is full: ${folder}: ${message}`, { cause: error })
  if (SHUT.has(code))
    return new StoreUnavailable('not-writable', `目录不可写 / the folder is not writable: ${folder}: ${message}`, {
      cause: error,
    })
  return error
}
