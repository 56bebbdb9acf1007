import { bytesOfRow, type PagePicture } from './picture'

/** Where a pixel of the picture as it is seen lies in the picture as it is stored, by TIFF's and Exif's eight ways. */
const STORED_AT: readonly ((x: number, y: number, w: number, h: number) => readonly [number, number])[] = [
  (x, y) => [x, y],
  (x, y, w) => [w - 1 - x, y],
  (x, y, w, h) => [w - 1 - x, h - 1 - y],
  (x, y, _, h) => [x, h - 1 - y],
  (x, y) => [y, x],
  (x, y, _, h) => [y, h - 1 - x],
  (x, y, w, h) => [w - 1 - y, h - 1 - x],
  (x, y, w) => [w - 1 - y, x],
]

/** Turned as its orientation (1 to 8) says. */
export function upright(picture: PagePicture, orientation: number): PagePicture {
  const storedAt = STORED_AT[orientation - 1]
  if (orientation === 1 || storedAt === undefined) return picture
  const { width: w, height: h, samples } = picture
  const [width, height] = orientation >= 5 ? [h, w] : [w, h]
  const stored = inBytes(picture)
  const rows = new Uint8Array(width * height * samples)
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [atX, atY] = storedAt(x, y, w, h)
      for (let i = 0, from = (atY * w + atX) * samples; i < samples; i++) rows[to++] = stored[from + i]
    }
  return { width, height, bits: 8, samples, rows }
}

function inBytes(picture: PagePicture): Uint8Array {
  const { width, height, bits, rows } = picture
  if (bits === 8) return rows
  const length = bytesOfRow(picture)
  const bytes = new Uint8Array(width * height)
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++) bytes[to++] = ((rows[y * length + (x >> 3)] >> (7 - (x & 7))) & 1) * 255
  return bytes
}

/** Rows repeated, so that it is `ratio` times as high: what shows a picture takes its pixels for squares. */
export function stretched(picture: PagePicture, ratio: number): PagePicture {
  if (ratio === 1) return picture
  const length = bytesOfRow(picture)
  const height = Math.round(picture.height * ratio)
  const rows = new Uint8Array(length * height)
  for (let y = 0; y < height; y++) {
    const from = Math.min(picture.height - 1, Math.floor(y / ratio)) * length
    rows.set(picture.rows.subarray(from, from + length), y * length)
  }
  return { ...picture, height, rows }
}
