import { readFile } from 'node:fs/promises'
import { pngOf } from './png'
import { TiffPages } from './tiff-pages'

/** A page of a TIFF file as a PNG; undefined where it has no such page. For strangers' files, in a process of its own. */
export async function readPage(path: string, no: number): Promise<Uint8Array | undefined> {
  const pages = await TiffPages.in(await readFile(path))
  return no <= pages.count ? pngOf(pages.page(no)) : undefined
}
