import type { PDFDocument, PDFImage } from '@cantoo/pdf-lib'
import type { PagePicture } from '../pages/picture'
import { type FaxPage, TiffPages } from '../pages/tiff-pages'

/** A picture that a document holds, and its shape as it is to be seen. */
export type Drawable = Pick<PDFImage, 'ref' | 'width' | 'height'>

/** Every page of a TIFF; one that a fax machine wrote goes into the document as it is, another decoded. */
export async function tiffPictures(document: PDFDocument, bytes: Buffer): Promise<Drawable[]> {
  const tiff = await TiffPages.in(bytes)
  return Array.from({ length: tiff.count }, (_, i) => {
    const fax = tiff.fax(i + 1)
    return fax ? faxed(document, fax) : decoded(document, tiff.page(i + 1))
  })
}

/** ISO 32000-1, 7.4.6: what a TIFF of CCITT holds, PDF holds too; black is 0 unless it says so. */
function faxed({ context }: PDFDocument, { width, height, ratio, k, blackIsOne, bytes }: FaxPage): Drawable {
  const parameters = { K: k, Columns: width, Rows: height, BlackIs1: blackIsOne, EndOfBlock: false }
  const dictionary = { Filter: 'CCITTFaxDecode', DecodeParms: parameters, ...imageOf(width, height, 'DeviceGray', 1) }
  return { ref: context.register(context.stream(bytes, dictionary)), width, height: height * ratio }
}

function decoded({ context }: PDFDocument, { width, height, bits, samples, rows }: PagePicture): Drawable {
  const dictionary = imageOf(width, height, samples === 1 ? 'DeviceGray' : 'DeviceRGB', bits)
  return { ref: context.register(context.flateStream(rows, dictionary)), width, height }
}

const imageOf = (Width: number, Height: number, ColorSpace: string, BitsPerComponent: number) => ({
  Type: 'XObject',
  Subtype: 'Image',
  ...{ Width, Height, ColorSpace, BitsPerComponent },
})
