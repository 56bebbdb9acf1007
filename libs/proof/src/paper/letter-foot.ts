import type { Table } from 'docx'
import { checkpointWords, type PaperCheckpoint } from './paper-checkpoint'
import { qrCode } from './qr-code'

/** 24 mm, in pixels of a document and in twentieths of a point. */
const PRINTED = 91
const CELL = 1_420
const DOTS = 4
const FONT = '宋体'

/** 检查点 at the foot of each page of a letter: the code beside its words. `width` in twentieths of a point. */
export function letterFoot(checkpoint: PaperCheckpoint, width: number): Table {
  // Loaded with the first letter, as the rest of it is.
  const { BorderStyle, ImageRun, Paragraph, Table, TableCell, TableRow, TextRun, VerticalAlignTable, WidthType } =
    require('docx') as typeof import('docx')
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const borders = { top: none, bottom: none, left: none, right: none }
  const cell = (size: number, children: InstanceType<typeof Paragraph>[]) =>
    new TableCell({ width: { size, type: WidthType.DXA }, borders, verticalAlign: VerticalAlignTable.CENTER, children })
  const image = new ImageRun({
    type: 'gif',
    data: qrCode(checkpoint.note).gif(DOTS),
    transformation: { width: PRINTED, height: PRINTED },
  })
  const words = [checkpointWords(checkpoint), '扫码得已签名的检查点：持往见证方或校验程序，可知账本是否仍含有它']
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [CELL, width - CELL],
    rows: [
      new TableRow({
        children: [
          cell(CELL, [new Paragraph({ children: [image] })]),
          cell(
            width - CELL,
            words.map((text) => new Paragraph({ children: [new TextRun({ text, size: 15, font: FONT })] })),
          ),
        ],
      }),
    ],
  })
}
