import { readFileSync } from 'node:fs'

/** A picture as a PDF's reader has it before it is scaled: the first sample of each pixel. */
export interface DrawnPicture {
  readonly width: number
  readonly height: number
  readonly pixels: readonly number[]
}

/** The pictures that are drawn on the pages of a PDF, one by one, decoded by pdf.js; runs where an ES module can be loaded. */
export async function drawnPictures(path: string): Promise<DrawnPicture[]> {
  const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const document = await getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 }).promise
  const found: DrawnPicture[] = []
  for (let no = 1; no <= document.numPages; no++) {
    const page = await document.getPage(no)
    const { fnArray, argsArray } = await page.getOperatorList()
    for (const [at, drawn] of fnArray.entries())
      if (drawn === OPS.paintImageXObject)
        found.push(await new Promise((told) => page.objs.get(argsArray[at][0], (it: Decoded) => told(pictureOf(it)))))
  }
  await document.destroy()
  return found
}

interface Decoded {
  readonly width: number
  readonly height: number
  /** 1: bits, 2: RGB, 3: RGBA. */
  readonly kind: 1 | 2 | 3
  readonly data: Uint8Array
}

function pictureOf({ width, height, kind, data }: Decoded): DrawnPicture {
  const length = Math.ceil(width / 8)
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return kind === 1 ? ((data[y * length + (x >> 3)] >> (7 - (x & 7))) & 1) * 255 : data[i * (kind + 1)]
  })
  return { width, height, pixels }
}
