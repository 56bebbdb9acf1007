import { checkpointWords, type PaperCheckpoint, qrCode } from '@pilot-ledger/proof'
import { FOOT } from './heading'
import type { Picture } from './picture'
import type { Sheet } from './sheet'
import { addRow, FONT, LINE_HEIGHT, type SheetWriter, widthOf } from './sheet-lines'

/** What a camera needs of a printed code, in points: 28 mm, for columns grow wider where a machine lacks the font. */
const PRINTED = 80
/** Between the margins of an A4 page, upright and across; of a column, for each character and beside them. */
const [UPRIGHT, ACROSS] = [540, 785]
const [CHARACTER, BESIDE] = [5.25, 3.75]
/** The highest row there is. */
const HIGHEST = 409
const DOTS = 4
/** Of 10 points: what half a Chinese character takes, and how far a step of indent reaches. */
const [HALF, INDENT] = [5, 9]

/**
 * What is signed by hand, and beside it 检查点, its words and the code of the signed one: in one row, which no end of a page parts, so
 * that nothing is signed on one sheet and vouched for on another. The code is as large as it must be where the page is made smaller.
 */
export function writeSignedFoot(
  writer: SheetWriter,
  { columns, onOnePage, foot = FOOT }: Sheet,
  checkpoint: PaperCheckpoint,
): Picture {
  const last = columns.length
  const wide = columns.reduce((sum, it) => sum + it.width * CHARACTER + BESIDE, 0)
  const size = Math.min(HIGHEST - 4, PRINTED * Math.max(1, wide / (onOnePage ? UPRIGHT : ACROSS)))
  const indent = Math.ceil((size + 8) / INDENT)
  const room = Math.max(100, wide - (indent + 1) * INDENT)
  const lines = [
    signatures(foot, room),
    '',
    checkpointWords(checkpoint),
    '扫码得已签名的检查点：持往见证方或校验程序，可知账本是否仍含有它',
  ]
  const high = lines.reduce((sum, it) => sum + Math.max(1, Math.ceil((widthOf(it) * HALF) / room)) * LINE_HEIGHT, 4)
  const row = addRow(writer, [lines.join('\n')])
  row.height = Math.min(HIGHEST, Math.max(size + 4, high))
  row.getCell(1).font = { name: FONT, size: 10 }
  row.getCell(1).alignment = { horizontal: 'left', vertical: 'middle', wrapText: true, indent }
  if (last > 1) writer.mergeCells(row.number, 1, row.number, last)
  row.commit()
  return { image: codeOf(checkpoint), row: row.number - 1, size }
}

/** Drawn once for all sheets of a workbook: it takes longer than most of them. */
const CODES = new WeakMap<PaperCheckpoint, Buffer>()
function codeOf(checkpoint: PaperCheckpoint): Buffer {
  const code = CODES.get(checkpoint) ?? qrCode(checkpoint.note).gif(DOTS)
  CODES.set(checkpoint, code)
  return code
}

/** In one line where that can be had. */
function signatures(foot: readonly string[], room: number): string {
  const [widest, ...closer] = [6, 4, 2, 1].map((it) => foot.join('\u3000'.repeat(it)))
  return [widest, ...closer].find((it) => widthOf(it) * HALF <= room) ?? closer[2]
}
