import type { IFD } from 'utif2'
import { tooLarge, unreadable } from '../inspection/refused'
import { bytesOfRow, type PagePicture } from './picture'
import { stretched, upright } from './upright'

const TAG = {
  subfile: 't254',
  width: 't256',
  height: 't257',
  bits: 't258',
  compression: 't259',
  photometric: 't262',
  fillOrder: 't266',
  strips: 't273',
  orientation: 't274',
  samples: 't277',
  stripBytes: 't279',
  across: 't282',
  down: 't283',
  faxOptions: 't292',
} as const
const [WHITE_IS_ZERO, BLACK_IS_ZERO, RGB] = [0, 1, 2]
const [FAX_3, FAX_4] = [3, 4]
/** What scanners, fax machines and cameras write: none, three of CCITT, LZW, JPEG of both kinds, deflate by two numbers, PackBits. */
const COMPRESSIONS = new Set([1, 2, FAX_3, FAX_4, 5, 6, 7, 8, 32946, 32773])
/** As of every picture that is uploaded; in colour a pixel takes some ten bytes on the way, A4 at 600 dpi is 35 million. */
const MOST_PIXELS = { bilevel: 200_000_000, other: 50_000_000 }
/** A smaller copy of another page. */
const REDUCED = 1

/** The pages of a TIFF 6.0 file, each decoded when it is asked for. For strangers' files: runs in a process of its own. */
export class TiffPages {
  private constructor(
    private readonly library: typeof import('utif2'),
    private readonly bytes: Buffer,
    private readonly pages: readonly IFD[],
  ) {}

  static async in(bytes: Buffer): Promise<TiffPages> {
    // Not loaded by those who bind or look at other papers.
    const library = await import('utif2')
    const all = library.decode(bytes)
    return new TiffPages(
      library,
      bytes,
      all.filter((it) => (number(it, TAG.subfile, 0) & REDUCED) === 0),
    )
  }

  get count(): number {
    return this.pages.length
  }

  /** The page `no` (the first is 1) as it is to be seen. Throws `EvidenceRefused` of what is damaged, too large, or of a rare kind. */
  page(no: number): PagePicture {
    const page = this.known(no)
    const decoded = this.decoded(page)
    return stretched(upright(decoded, number(page, TAG.orientation, 1)), ratioOf(page))
  }

  /** A page of black and white that is one strip, as a fax machine wrote it: PDF holds it without decoding. */
  fax(no: number): FaxPage | undefined {
    const page = this.known(no)
    const compression = number(page, TAG.compression, 1)
    const [strips, lengths] = [numbers(page, TAG.strips), numbers(page, TAG.stripBytes)]
    const fax = compression === FAX_4 || compression === FAX_3
    if (!fax || strips.length !== 1 || number(page, TAG.orientation, 1) !== 1) return undefined
    const strip = this.bytes.subarray(strips[0], strips[0] + (lengths[0] ?? 0))
    const twoWays = compression === FAX_3 && (number(page, TAG.faxOptions, 0) & 1) === 1
    return {
      ...sizeOf(page),
      ratio: ratioOf(page),
      k: compression === FAX_4 ? -1 : twoWays ? 1 : 0,
      blackIsOne: number(page, TAG.photometric, WHITE_IS_ZERO) === BLACK_IS_ZERO,
      bytes: number(page, TAG.fillOrder, 1) === 2 ? strip.map((it) => REVERSED[it]) : strip,
    }
  }

  private known(no: number): IFD {
    const page = this.pages[no - 1]
    if (page === undefined) throw unreadable({ page: String(no) })
    return page
  }

  private decoded(page: IFD): PagePicture {
    const { width, height } = sizeOf(page)
    const bits = number(page, TAG.bits, 1)
    const samples = number(page, TAG.samples, 1)
    const compression = number(page, TAG.compression, 1)
    if (!COMPRESSIONS.has(compression)) throw unreadable({ compression: String(compression) })
    const most = bits * samples === 1 ? MOST_PIXELS.bilevel : MOST_PIXELS.other
    if (width * height > most) throw tooLarge({ pixels: String(width * height), most: String(most) })
    this.library.decodeImage(this.bytes, page)
    // Of a JPEG in YCbCr it makes RGB, and says so.
    const photometric = number(page, TAG.photometric, WHITE_IS_ZERO)
    const grey = photometric <= BLACK_IS_ZERO && samples === 1
    if (grey && (bits === 1 || bits === 8)) {
      const rows = photometric === WHITE_IS_ZERO ? page.data.map((it) => ~it) : page.data
      return whole({ width, height, bits, samples: 1, rows })
    }
    if (photometric === RGB && samples === 3 && bits === 8)
      return whole({ width, height, bits, samples, rows: page.data })
    const rows = withoutAlpha(this.library.toRGBA8(page))
    return whole({ width, height, bits: 8, samples: 3, rows })
  }
}

export interface FaxPage {
  readonly width: number
  readonly height: number
  /** How much higher than wide a pixel is. */
  readonly ratio: number
  /** As PDF names it: -1 Group 4, 0 Group 3 line by line, 1 Group 3 in two ways. */
  readonly k: -1 | 0 | 1
  readonly blackIsOne: boolean
  readonly bytes: Uint8Array
}

function sizeOf(page: IFD) {
  const [width, height] = [number(page, TAG.width, 0), number(page, TAG.height, 0)]
  if (width <= 0 || height <= 0) throw unreadable({ width: String(width), height: String(height) })
  return { width, height }
}

/** A fax has twice as many dots across as down; within this much nobody sees it. */
const SEEN = 1.1
const MOST_RATIO = 4

function ratioOf(page: IFD): number {
  const [across, down] = [TAG.across, TAG.down].map((tag) => {
    const [of, by] = (page[tag] as unknown as readonly (readonly number[])[] | undefined)?.[0] ?? []
    return of === undefined || by === undefined ? Number.NaN : of / by
  })
  const ratio = across / down
  return ratio > SEEN && ratio <= MOST_RATIO ? ratio : 1
}

/** A file that is cut off within gives fewer rows than it says: what is missing is white. */
function whole(picture: PagePicture): PagePicture {
  const { height, rows } = picture
  const wanted = bytesOfRow(picture) * height
  if (rows.length >= wanted) return picture
  const filled = new Uint8Array(wanted).fill(255)
  filled.set(rows)
  return { ...picture, rows: filled }
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]
    rgb[to + 1] = rgba[from + 1]
    rgb[to + 2] = rgba[from + 2]
  }
  return rgb
}

const numbers = (page: IFD, tag: string) => (page[tag] ?? []) as readonly number[]
const number = (page: IFD, tag: string, otherwise: number) => numbers(page, tag)[0] ?? otherwise

/** Some machines write the first dot into the lowest bit. */
const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) =>
  Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1) << (7 - bit)).reduce((sum, it) => sum + it),
)
