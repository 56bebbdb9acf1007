import { FILE_READERS_LIMITS, FileReaders, RefusalException } from '@pilot-ledger/http'
import { refuse } from '@pilot-ledger/kernel'
import type { Inspected } from '../inspection'

/** Its readers are its own: a clerk's hundred scans must not hold up an import. What reads PDF takes long to load on a busy machine. */
const READERS = new FileReaders({ ...FILE_READERS_LIMITS, readers: 2, patience: 60_000, waitPatience: 60_000 })

/** `inspect` in a process that reads strangers' files; `of`: whose file it is. Refusals: its own, and `reading-busy`, 503. */
export async function inspectApart(of: string, path: string): Promise<Inspected> {
  try {
    return await READERS.result<Inspected>(of, {
      module: require.resolve('../inspection/inspect'),
      name: 'inspect',
      args: [path],
    })
  } catch (error) {
    if (error instanceof RefusalException && TOO_MUCH.has(error.refusals[0].code))
      throw new RefusalException([takesTooMuch(error.refusals[0].code)], 422)
    throw error
  }
}

const TOO_MUCH = new Set(['file-takes-too-long', 'file-takes-too-much', 'file-reading-broke-off'])
const takesTooMuch = (found: string) =>
  refuse('evidence-takes-too-much', {
    zh: '打开该文件耗时过长或占用内存过多，已中止，不予接收',
    en: 'opening the file takes too long or too much memory; it is not taken',
    facts: { found },
  })
