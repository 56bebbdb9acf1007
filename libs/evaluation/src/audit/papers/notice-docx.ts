import { replaceUnfit } from '@pilot-ledger/kernel'
import { letterFoot, type PaperCheckpoint } from '@pilot-ledger/proof'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { appealWords, noticeParagraphs } from './notice'
import { nameWithDays, provenanceNotes, type ResultView, titleOfView, withUnit } from './result-view'

const FONT = '宋体'
/** Twentieths of a point; A4. */
export const PAGE = { width: 11_906, height: 16_838, orientation: PageOrientation.PORTRAIT }
export const MARGIN = { top: 1_440, bottom: 1_300, left: 1_440, right: 1_440 }
/** Together what the margins leave. */
export const WIDTHS = [1_400, 2_226, 700, 1_850, 1_850, 1_000]
const WIDTH = WIDTHS.reduce((sum, it) => sum + it, 0)

/** 结果通知 as a letter of one or two pages, to be sealed and sent; the same words as its workbook. */
export function noticeDocument(view: ResultView, checkpoint?: PaperCheckpoint): Promise<Buffer> {
  const document = new Document({
    creator: '中试服务台账',
    title: titleOfView(view, '绩效评价结果通知'),
    styles: { default: { document: { run: { font: FONT, size: 24 } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN } },
        footers: { default: new Footer({ children: footOf(view, checkpoint) }) },
        children: [
          line(`绩效评价结果通知${view.sealed ? '' : '（草稿）'}${view.platform.synthetic ? '（演示数据）' : ''}`, {
            size: 36,
            bold: true,
            centred: true,
            after: 360,
          }),
          ...noticeParagraphs(view).map((it, i) => line(it, { indent: i > 0, after: 120 })),
          table(view),
          line(appealWords(view), { indent: true, before: 200, after: 600 }),
          line('（盖章）', { right: true }),
          line(view.sealed?.publishedOn ?? '____年__月__日', { right: true }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function footOf(view: ResultView, checkpoint: PaperCheckpoint | undefined): (Paragraph | Table)[] {
  const notes = provenanceNotes(view).map((it) => line(it, { size: 14 }))
  // A foot ends with a paragraph.
  return checkpoint ? [letterFoot(checkpoint, WIDTH), ...notes] : notes
}

function table(view: ResultView): Table {
  const rows = view.groups.flatMap((group) =>
    group.indicators.map((it) => [
      group.zh,
      nameWithDays(it),
      it.weight,
      withUnit(it.claimed, it.unit),
      withUnit(it.verified, it.unit),
      it.points ?? '',
    ]),
  )
  const all = [
    ['一级指标', '二级指标', '权重', '填报数', '核定数', '得分'],
    ...rows,
    ['总分', '', view.scheme.fullScore, '', '', view.total ?? ''],
  ]
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: WIDTHS,
    rows: all.map(
      (cells, at) =>
        new TableRow({
          tableHeader: at === 0,
          cantSplit: true,
          children: cells.map((text, i) => cell(text, WIDTHS[i], at === 0 || at === all.length - 1, i >= 2)),
        }),
    ),
  })
}

const EDGE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
function cell(text: string, width: number, bold: boolean, right: boolean): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE },
    margins: { left: 80, right: 80, top: 40, bottom: 40 },
    children: [line(text, { size: 20, bold, right: right && !bold, centred: bold })],
  })
}

interface LineOptions {
  readonly size?: number
  readonly bold?: boolean
  readonly centred?: boolean
  readonly right?: boolean
  readonly indent?: boolean
  readonly before?: number
  readonly after?: number
}

function line(
  text: string,
  { size = 24, bold, centred, right, indent, before = 0, after = 0 }: LineOptions,
): Paragraph {
  return new Paragraph({
    alignment: centred ? AlignmentType.CENTER : right ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: indent ? { firstLine: 480 } : undefined,
    spacing: { before, after, line: size >= 24 ? 400 : 280 },
    children: [new TextRun({ text: replaceUnfit(text), size, bold, font: FONT })],
  })
}
