import { join } from 'node:path'
import { type FileReaders, type Reading, RefusalException } from '@pilot-ledger/http'
import type { NotBound, PaperToBind, PrintedContents } from './bound-paper'
import { VolumeOutput, type VolumePart } from './output'
import { isBoundAsPages, type PlannedPaper, type VolumePlan } from './plan'
import type { Sheets, SheetsToMake, Standing, VolumeHead } from './sheets'

export interface VolumeToBind {
  readonly head: VolumeHead
  readonly plan: VolumePlan
  /** Gives a paper as a file on this machine, until the next one is asked for; undefined where the store does not have it as it was. */
  readonly fileOf: (paper: PlannedPaper) => Promise<string | undefined>
  /** A folder of its own, that whoever calls takes away. */
  readonly scratch: string
  readonly target: string
  readonly readers: FileReaders
  /** Reads what a file says that has no pages to bind (`path`, media type), as lines. */
  readonly contents?: ContentsReading
  /** Told of pages that are bound. */
  readonly onProgress?: (pages: number) => void
  readonly signal?: AbortSignal
}

/** A function of a module, for a process that reads strangers' files: `(path, mediaType) => Promise<PrintedContents>`. */
export type ContentsReading = Pick<Reading, 'module' | 'name'>

/**
 * 佐证材料汇编: cover, 目录, and every row's papers in the order of the rows, each page with its number. Written to a file part by part:
 * memory holds one paper at a time, and that in a process of its own, so that a paper that cannot be read, or that takes too much,
 * costs its own pages alone: sheets stand for them that say so, and every other number stays as it was planned. Gives those papers.
 */
export async function bindVolume(volume: VolumeToBind): Promise<readonly Standing[]> {
  const { head, plan, fileOf, scratch, target, readers, contents, onProgress, signal } = volume
  const output = await VolumeOutput.create(target)
  const made = join(scratch, 'part')
  const boundPages = new Map<number, number>()
  const standing: Standing[] = []
  const apart = <T>(module: string, name: string, asked: unknown) =>
    readers.result<T>('volume', { module: require.resolve(module), name, args: [asked] } satisfies Reading)
  try {
    for (const paper of plan.bound) {
      signal?.throwIfAborted()
      const bound = await pagesOf(paper)
      if ('why' in bound) standing.push({ paper, ...bound })
      else {
        await output.append(bound)
        for (const [i, it] of bound.pages.entries()) boundPages.set(paper.from + i, it)
      }
      onProgress?.(paper.to)
    }
    const asked: SheetsToMake = { head, plan, standing, boundPages, firstObject: output.firstFree, target: made }
    const { part, front } = await apart<Sheets>('./sheets', 'volumeSheets', asked)
    await output.append(part)
    const stood = standing.flatMap(({ paper }) =>
      Array.from({ length: paper.to - paper.from + 1 }, (_, i) => paper.from + i),
    )
    for (const [i, number] of stood.entries()) boundPages.set(number, part.pages[front + i])
    const numbered = Array.from({ length: plan.pages }, (_, i) => boundPages.get(i + 1) as number)
    await output.end({ title: head.title, pages: [...part.pages.slice(0, front), ...numbered], front, plan })
    return standing
  } finally {
    await output.close()
  }

  async function pagesOf(paper: PlannedPaper): Promise<VolumePart | NotBound> {
    const { mediaType, from, to } = paper
    if (mediaType === undefined) return NOT_THERE
    const source = await fileOf(paper)
    if (source === undefined) return NOT_IN_STORE
    if (!isBoundAsPages(mediaType)) return contents ? told(contents, source, mediaType) : OTHER_KIND
    const asked: PaperToBind = {
      source,
      mediaType,
      pages: to - from + 1,
      firstPage: from,
      firstObject: output.firstFree,
      target: made,
    }
    try {
      return await apart<VolumePart | NotBound>('./bound-paper', 'boundPaper', asked)
    } catch (error) {
      return broken(error)
    }
  }

  async function told(contents: ContentsReading, source: string, mediaType: string): Promise<NotBound> {
    try {
      const said = await readers.result<PrintedContents>('volume', { ...contents, args: [source, mediaType] })
      return { ...OTHER_KIND, contents: said }
    } catch (error) {
      return broken(error)
    }
  }
}

const OTHER_KIND: NotBound = { why: { zh: '此类文件不逐页装订', en: 'a file of this kind is not bound page by page' } }
const NOT_THERE: NotBound = { why: { zh: '文件未上传', en: 'the file was not uploaded' }, gone: true }
const NOT_IN_STORE: NotBound = {
  why: { zh: '文件在库中缺失或已损坏', en: 'the store lacks the file, or holds another under its name' },
  gone: true,
}

/** The process that read it was ended: it took too long or too much. */
function broken(error: unknown): NotBound {
  if (!(error instanceof RefusalException)) throw error
  const [{ zh, en }] = error.refusals
  return { why: { zh, en } }
}
