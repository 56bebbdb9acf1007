import { crc32 } from 'node:zlib'
import { cutOff, tooLarge, unreadable } from './refused'

/** Pixels of one picture: what shows it must hold them all. */
const MOST_PIXELS = 200_000_000

/** Of one picture or page. Throws `EvidenceRefused`. */
export function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw unreadable({ width: String(width), height: String(height) })
  if (width * height > MOST_PIXELS) throw tooLarge({ pixels: String(width * height), most: String(MOST_PIXELS) })
}

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** JPEG (ITU-T T.81): segments up to the end of the image. What cameras put behind the end is let be. */
export function checkJpeg(bytes: Buffer): void {
  let at = 2
  let seen = false
  for (;;) {
    // Between scans lies data that is coded: a marker is FF and neither 00 nor a restart.
    while (at < bytes.length && (bytes[at] !== 0xff || isInside(bytes[at + 1]))) at = nextMarker(bytes, at + 1)
    const marker = bytes[at + 1]
    if (marker === undefined) throw cutOff()
    at += 2
    if (marker === 0xd9) break
    if (at + 2 > bytes.length) throw cutOff()
    const length = bytes.readUInt16BE(at)
    if (length < 2) throw unreadable()
    if (at + length > bytes.length) throw cutOff()
    if (isFrame(marker)) {
      if (length < 8) throw unreadable()
      checkSize(bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 3))
      seen = true
    }
    at += length
  }
  if (!seen) throw unreadable()
}

const isInside = (next: number | undefined) =>
  next === 0x00 || next === 0xff || next === 0x01 || (next !== undefined && next >= 0xd0 && next <= 0xd8)

function nextMarker(bytes: Buffer, from: number): number {
  const found = bytes.indexOf(0xff, from)
  return found === -1 ? bytes.length : found
}

const PNG_HEAD = 8

/** PNG (ISO/IEC 15948): chunks with their check sums, from the header to the end. */
export function checkPng(bytes: Buffer): void {
  let data = false
  for (let at = PNG_HEAD, first = true; ; first = false) {
    if (at + 12 > bytes.length) throw cutOff()
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (at + 12 + length > bytes.length) throw cutOff()
    const content = bytes.subarray(at + 4, at + 8 + length)
    if (crc32(content) !== bytes.readUInt32BE(at + 8 + length)) throw unreadable({ part: printable(type) })
    if (first) {
      if (type !== 'IHDR' || length !== 13) throw unreadable()
      checkSize(content.readUInt32BE(4), content.readUInt32BE(8))
    }
    if (type === 'IDAT') data = true
    if (type === 'IEND') break
    at += 12 + length
  }
  if (!data) throw unreadable()
}

const printable = (type: string) => type.replace(/[^A-Za-z]/g, '?')
