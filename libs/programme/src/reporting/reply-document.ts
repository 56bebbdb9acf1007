import { replaceUnfit } from '@pilot-ledger/kernel'
import { letterFoot, type PaperCheckpoint } from '@pilot-ledger/proof'
import {
  AlignmentType,
  Document,
  Footer,
  FootnoteReferenceRun,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import type { Part, Reply, ReplyParagraph } from '../domain/reply'

/** Faces of official papers, as office programs have them. */
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' } as const
const HEI = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' } as const
/** Half points and twentieths of a point: 12 pt text, 1.5 lines, two characters of indent. */
const TEXT_SIZE = 24
const LINE = 360
const INDENT = 480
/** A4, margins of 2.54 cm, in twentieths of a point. */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1440, bottom: 1440, left: 1588, right: 1588 },
} as const

const WIDTH = PAGE.size.width - PAGE.margin.left - PAGE.margin.right

/** The reply as a .docx with real footnotes. The same reply gives the same words; the file itself carries its time of making. */
export async function replyAsDocument(
  { paragraphs, notes }: Reply,
  title: string,
  checkpoint?: PaperCheckpoint,
): Promise<Buffer> {
  const document = new Document({
    title,
    creator: '中试服务台账',
    styles: { default: { document: { run: { font: SONG, size: TEXT_SIZE } } } },
    footnotes: Object.fromEntries(
      notes.map((note, i) => [i + 1, { children: [new Paragraph({ children: [run(note, { size: 18 })] })] }]),
    ),
    sections: [
      {
        properties: { page: PAGE },
        footers: {
          default: new Footer({
            children: checkpoint ? [letterFoot(checkpoint, WIDTH), pageNumber()] : [pageNumber()],
          }),
        },
        children: paragraphs.map(paragraphOf),
      },
    ],
  })
  return Packer.toBuffer(document)
}

function paragraphOf({ style, parts }: ReplyParagraph): Paragraph {
  const children = parts.flatMap((it) => runsOf(it, style))
  if (style === 'title')
    return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 300 }, keepNext: true, children })
  if (style === 'heading') return new Paragraph({ spacing: { before: 200, line: LINE }, keepNext: true, children })
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: { line: LINE },
    indent: { firstLine: INDENT },
    children,
  })
}

function runsOf(part: Part, style: ReplyParagraph['style']) {
  if (typeof part !== 'string') return [run(part.number), new FootnoteReferenceRun(part.note)]
  if (style === 'title') return [run(part, { font: HEI, size: 32 })]
  return [style === 'heading' ? run(part, { font: HEI }) : run(part)]
}

function run(text: string, more: IRunOptions = {}): TextRun {
  return new TextRun({ text: replaceUnfit(text), font: SONG, ...more })
}

function pageNumber(): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT] })] })
}
