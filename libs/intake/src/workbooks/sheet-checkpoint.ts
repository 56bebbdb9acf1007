import { checkpointWords, type PaperCheckpoint, qrCode } from '@pilot-ledger/proof'
import type { Picture } from './picture'
import type { Sheet } from './sheet'
import { addRow, FONT, type SheetWriter } from './sheet-lines'

/** What a camera needs of a printed code, in points: 28 mm, for columns grow wider where a machine lacks the font. */
const PRINTED = 80
/** Between the margins of an A4 page, upright and across; of a column, for each character and beside them. */
const [UPRIGHT, ACROSS] = [540, 785]
const [CHARACTER, BESIDE] = [5.25, 3.75]
/** The highest row there is. */
const HIGHEST = 409
const DOTS = 4

/** 检查点 under a sheet: its words, and the room for the code of the signed one, as high as it must be where the page is made smaller. */
export function writeCheckpoint(
  writer: SheetWriter,
  { columns, onOnePage }: Sheet,
  checkpoint: PaperCheckpoint,
): Picture {
  const last = columns.length
  const wide = columns.reduce((sum, it) => sum + it.width * CHARACTER + BESIDE, 0)
  const size = Math.min(HIGHEST - 4, PRINTED * Math.max(1, wide / (onOnePage ? UPRIGHT : ACROSS)))
  const row = addRow(writer, [
    `${checkpointWords(checkpoint)}\n扫码得已签名的检查点：持往见证方或校验程序，可知账本是否仍含有它`,
  ])
  row.height = size + 4
  row.getCell(1).font = { name: FONT, size: 9 }
  row.getCell(1).alignment = {
    horizontal: 'left',
    vertical: 'middle',
    wrapText: true,
    indent: Math.ceil((size + 8) / 9),
  }
  if (last > 1) writer.mergeCells(row.number, 1, row.number, last)
  row.commit()
  return { image: qrCode(checkpoint.note).gif(DOTS), row: row.number - 1, size }
}
