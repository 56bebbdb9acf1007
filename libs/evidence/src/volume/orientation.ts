/** How a picture is to be turned and mirrored before it is seen, 1 to 8 as Exif 2.3 numbers it (tag 0x0112); 1 where it does not say. */
export function orientationOf(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  const exif = exifIn(view)
  if (exif === undefined || exif + 14 > view.byteLength) return 1
  const little = view.getUint16(exif) === 0x4949
  const directory = exif + view.getUint32(exif + 4, little)
  if (directory + 2 > view.byteLength) return 1
  const count = view.getUint16(directory, little)
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + i * 12
    if (at + 12 > view.byteLength) return 1
    if (view.getUint16(at, little) !== 0x0112) continue
    const turned = view.getUint16(at + 8, little)
    return turned >= 1 && turned <= 8 ? turned : 1
  }
  return 1
}

/** Where its TIFF header stands: in segment APP1, before the picture begins. */
function exifIn(view: DataView): number | undefined {
  for (let at = 2; at + 10 <= view.byteLength; ) {
    const marker = view.getUint16(at)
    if (marker < 0xff00 || marker === 0xffda) return undefined
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
