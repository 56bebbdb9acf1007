import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { VolumePlan } from './plan'

/** Objects of a PDF in a file of their own, numbered as the whole volume numbers them. */
export interface VolumePart {
  readonly file: string
  readonly bytes: number
  /** Each object's number, and where it begins in the file. */
  readonly offsets: readonly (readonly [number: number, at: number])[]
  /** The numbers of its pages, in their order. */
  readonly pages: readonly number[]
  /** The first number behind those that it took. */
  readonly nextObject: number
}

/** The number of the volume's page tree: each page names it as its parent. */
export const PAGE_TREE = 2

const CATALOG = 1
const INFORMATION = 3
/** The first number that a part may take. */
export const FIRST_OBJECT = 4

export interface Ending {
  readonly title: string
  /** The objects of all pages, in the order in which they are read. */
  readonly pages: readonly number[]
  /** How many of them stand before page 1. */
  readonly front: number
  readonly plan: VolumePlan
}

/**
 * A PDF (ISO 32000-1) put together of parts: each is copied behind the one before it, and what holds them together (page tree, bookmarks, page
 * labels, cross-reference table) is written at the end. In memory there is a number for each object.
 */
export class VolumeOutput {
  private at = 0
  private readonly places: number[] = []
  private nextObject = FIRST_OBJECT

  private constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<VolumeOutput> {
    const output = new VolumeOutput(await open(path, 'w', 0o600))
    // The second line tells programs that carry files that there are bytes in it.
    await output.write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'))
    return output
  }

  /** Where the numbers of the next part begin. */
  get firstFree(): number {
    return this.nextObject
  }

  async append(part: VolumePart): Promise<void> {
    for (const [number, at] of part.offsets) this.places[number] = this.at + at
    for await (const bytes of createReadStream(part.file)) await this.write(bytes as Buffer)
    this.nextObject = part.nextObject
  }

  async end({ title, pages, front, plan }: Ending): Promise<void> {
    const kids = pages.map((it) => `${it} 0 R`).join(' ')
    await this.object(PAGE_TREE, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`)
    await this.object(INFORMATION, `<< /Title ${text(title)} >>`)
    const outlines = await this.bookmarks(plan, (number) => pages[front + number - 1])
    const labels = `/PageLabels << /Nums [0 << /S /r >> ${front} << /S /D >>] >>`
    const shown = '/PageMode /UseOutlines /ViewerPreferences << /DisplayDocTitle true >>'
    await this.object(
      CATALOG,
      `<< /Type /Catalog /Pages ${PAGE_TREE} 0 R /Outlines ${outlines} 0 R ${labels} ${shown} /Lang (zh-CN) >>`,
    )
    await this.crossReferences()
    await this.file.sync()
  }

  close(): Promise<void> {
    return this.file.close()
  }

  /** A bookmark for each row, closed over one for each of its papers. */
  private async bookmarks({ rows }: VolumePlan, pageOf: (number: number) => number): Promise<number> {
    const withPapers = rows.filter(({ papers }) => papers.length > 0)
    const root = this.nextObject
    let next = root + 1
    const numbered = withPapers.map(({ heading, papers }) => {
      const number = next
      next += 1 + papers.length
      return { number, heading, papers: papers.map((it, i) => ({ ...it, number: number + 1 + i })) }
    })
    this.nextObject = next
    const bookmark = (
      list: readonly { readonly number: number }[],
      i: number,
      parent: number,
      its: { readonly title: string; readonly page: number; readonly more?: string },
    ) => {
      const neighbours = [
        i > 0 && `/Prev ${list[i - 1].number} 0 R`,
        i < list.length - 1 && `/Next ${list[i + 1].number} 0 R`,
      ]
      const links = neighbours.filter(Boolean).join(' ')
      const leads = `/Dest [${pageOf(its.page)} 0 R /Fit]`
      return this.object(
        list[i].number,
        `<< /Title ${text(its.title)} /Parent ${parent} 0 R ${links} ${leads} ${its.more ?? ''} >>`,
      )
    }
    for (const [i, { number, heading, papers }] of numbered.entries()) {
      const ends = `/First ${papers[0].number} 0 R /Last ${papers[papers.length - 1].number} 0 R`
      await bookmark(numbered, i, root, {
        title: heading,
        page: papers[0].from,
        more: `${ends} /Count -${papers.length}`,
      })
      for (const [k, it] of papers.entries())
        await bookmark(papers, k, number, { title: `${it.kind} ${it.fileName}`, page: it.from })
    }
    const ends =
      numbered.length === 0 ? '' : `/First ${numbered[0].number} 0 R /Last ${numbered[numbered.length - 1].number} 0 R`
    await this.object(root, `<< /Type /Outlines ${ends} /Count ${numbered.length} >>`)
    return root
  }

  private async object(number: number, content: string): Promise<void> {
    this.places[number] = this.at
    await this.write(Buffer.from(`${number} 0 obj\n${content}\nendobj\n`, 'latin1'))
  }

  /** Each line is of 20 bytes. */
  private async crossReferences(): Promise<void> {
    const at = this.at
    const size = this.nextObject
    const lines = ['0000000000 65535 f \n']
    for (let i = 1; i < size; i++) {
      const place = this.places[i]
      lines.push(place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`)
    }
    const trailer = `<< /Size ${size} /Root ${CATALOG} 0 R /Info ${INFORMATION} 0 R >>`
    const table = `xref\n0 ${size}\n${lines.join('')}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`
    await this.write(Buffer.from(table, 'latin1'))
  }

  private async write(bytes: Buffer): Promise<void> {
    await this.file.appendFile(bytes)
    this.at += bytes.length
  }
}

/** Text of a PDF: UTF-16 behind its mark, in hexadecimal digits. */
function text(it: string): string {
  return `<feff${Buffer.from(it, 'utf16le').swap16().toString('hex')}>`
}
