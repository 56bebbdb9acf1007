import { crc32, deflateSync } from 'node:zlib'
import { bytesOfRow, type PagePicture } from './picture'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const [GREY, COLOUR] = [0, 2]

/** PNG (ISO/IEC 15948), each row as it is (filter 0). */
export function pngOf(picture: PagePicture): Buffer {
  const { height, rows } = picture
  const length = bytesOfRow(picture)
  const data = Buffer.alloc((length + 1) * height)
  for (let y = 0; y < height; y++) data.set(rows.subarray(y * length, (y + 1) * length), y * (length + 1) + 1)
  // Somebody waits for it, and it is kept nowhere.
  return pngWith(picture, deflateSync(data, { level: 3 }))
}

/** The file of a picture whose rows are packed already. */
export function pngWith(
  { width, height, bits, samples }: Pick<PagePicture, 'width' | 'height' | 'bits' | 'samples'>,
  packed: Uint8Array,
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([bits, samples === 1 ? GREY : COLOUR], 8)
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(content.length, 0)
  around.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}
