import { createReadStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { asAnswer, type Uploads } from '@pilot-ledger/evidence/upload'
import { scratchFolder } from '@pilot-ledger/http'
import type { Recorder, RequestIdentity } from '@pilot-ledger/recording'
import type { Paper } from '../columns'
import { filesApart } from './file-apart'
import type { ImportRequest } from './import-request'
import type { KeepPapers } from './row-papers'

/** Stored at once: the log puts what comes together into one sync. */
const AT_ONCE = 16

interface Given extends Pick<ImportRequest, 'platform' | 'identity'> {
  /** What was sent: a paper itself, or the archive in which papers lie. */
  readonly file: { readonly path: string; readonly sha256: string }
}

/**
 * Stores papers out of what was sent, and records that the platform has given them. Refusals, thrown: those of `Uploads.take`, of the
 * store as answers (`evidence-store-full`, 507, …).
 */
export function keepPapersOf({ platform, identity, file }: Given, uploads: Uploads, recorder: Recorder): KeepPapers {
  const by: RequestIdentity = { ...identity, requestHash: '' }
  const store = async ({ isAttached: _, ...paper }: Paper, path: string) => {
    await uploads.take({ platform, ...paper }, createReadStream(path), recorder, by)
  }
  return async (papers) => {
    const within = papers.filter((it) => it.sha256 !== file.sha256)
    const folder = within.length > 0 ? scratchFolder('file') : undefined
    try {
      if (folder !== undefined)
        await filesApart(
          platform,
          file,
          within.map((it) => it.sha256),
          folder,
        )
      const pathOf = ({ sha256 }: Paper) => (sha256 === file.sha256 ? file.path : join(folder ?? '', sha256))
      for (let at = 0; at < papers.length; at += AT_ONCE)
        await Promise.all(papers.slice(at, at + AT_ONCE).map((it) => store(it, pathOf(it))))
    } catch (error) {
      throw asAnswer(error)
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    }
  }
}
