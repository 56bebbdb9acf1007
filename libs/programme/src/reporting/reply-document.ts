import { replaceUnfit } from '@pilot-ledger/kernel'
import { letterFoot, type PaperCheckpoint } from '@pilot-ledger/proof'
import {
  AlignmentType,
  Document,
  Footer,
  FootnoteReferenceRun,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import type { Part, Reply, ReplyParagraph } from '../domain/reply'
import { headLines, type ReplyHead } from '../domain/reply-head'

/**
 * 党政机关公文格式 GB/T 9704—2012: A4, 天头 37 mm and 订口 28 mm, 版心 156 mm × 225 mm (5.2.1); 仿宋 of 三号 (16 pt), 22 lines a page of 28
 * characters each (5.2.2, 5.2.3), so a line of 28.95 pt (of 29 pt the last would not fit); the title in 二号 (22 pt) 小标宋, first headings in 黑体 (7.3.1, 7.3.3).
 */
const face = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia }) as const
const FANG_SONG = face('仿宋')
const HEI = face('黑体')
const TITLE_SONG = face('方正小标宋简体')
const SONG = face('宋体')
/** Half points. */
const SIZE = { text: 32, title: 44, page: 28, note: 18 } as const
/** Twentieths of a point: a line, and a character of the text. */
const LINE = { line: 579, lineRule: LineRuleType.EXACT } as const
const CHARACTER = 320
const mm = (length: number) => Math.round((length / 25.4) * 1440)
const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(37), left: mm(28), right: mm(210 - 28 - 156), bottom: mm(297 - 37 - 225), footer: mm(5) },
} as const

const WIDTH = mm(156)

/** The reply as a letter, a .docx with real footnotes. The same reply gives the same words; the file itself carries its time of making. */
export async function replyAsDocument(
  { paragraphs, notes }: Reply,
  title: string,
  checkpoint?: PaperCheckpoint,
  head: ReplyHead = {},
): Promise<Buffer> {
  const { docNo, addressee, signer, date } = headLines(head)
  const [heading, ...text] = paragraphs
  const document = new Document({
    title,
    creator: '中试服务台账',
    styles: { default: { document: { run: { font: FANG_SONG, size: SIZE.text } } } },
    evenAndOddHeaderAndFooters: true,
    footnotes: Object.fromEntries(
      notes.map((note, i) => [i + 1, { children: [new Paragraph({ children: [run(note, { size: SIZE.note })] })] }]),
    ),
    sections: [
      {
        properties: { page: PAGE },
        footers: {
          default: footer(AlignmentType.RIGHT, checkpoint),
          even: footer(AlignmentType.LEFT, checkpoint),
        },
        children: [
          ...(docNo ? [lineOf(docNo, { alignment: AlignmentType.RIGHT }), lineOf('')] : []),
          paragraphOf(heading),
          ...(addressee ? [lineOf(addressee)] : []),
          ...text.map(paragraphOf),
          ...signature(signer, date),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function paragraphOf({ style, parts }: ReplyParagraph): Paragraph {
  const children = parts.flatMap((it) => runsOf(it, style))
  if (style === 'title')
    return new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 700, lineRule: LineRuleType.EXACT, after: LINE.line },
      keepNext: true,
      children,
    })
  const indent = { firstLine: 2 * CHARACTER }
  if (style === 'heading') return new Paragraph({ spacing: LINE, indent, keepNext: true, children })
  return new Paragraph({ alignment: AlignmentType.BOTH, spacing: LINE, indent, children })
}

const lineOf = (text: string, more: IParagraphOptions = {}) =>
  new Paragraph({ spacing: LINE, children: [run(text)], ...more })

/** 落款: the day four characters from the right, who signs centred over it, and the two never parted (7.3.5.1). */
function signature(signer: string | undefined, date: string | undefined): Paragraph[] {
  if (signer === undefined && date === undefined) return []
  const [above, below] = [widthOf(signer ?? ''), widthOf(date ?? '')]
  const right = 4 * CHARACTER
  const line = (text: string, indent: number, keepNext: boolean) =>
    lineOf(text, { alignment: AlignmentType.RIGHT, indent: { right: Math.max(0, Math.round(indent)) }, keepNext })
  return [
    lineOf('', { keepNext: true }),
    ...(signer === undefined ? [] : [line(signer, right + (below - above) / 2, date !== undefined)]),
    ...(date === undefined ? [] : [line(date, right, false)]),
  ]
}

/** Of a line in the text's size: figures and Latin letters are half as wide. */
const widthOf = (text: string) => [...text].reduce((sum, it) => sum + (it < '\u0100' ? CHARACTER / 2 : CHARACTER), 0)

function runsOf(part: Part, style: ReplyParagraph['style']) {
  if (typeof part !== 'string') return [run(part.number), new FootnoteReferenceRun(part.note)]
  if (style === 'title') return [run(part, { font: TITLE_SONG, size: SIZE.title })]
  return [style === 'heading' ? run(part, { font: HEI }) : run(part)]
}

function run(text: string, more: IRunOptions = {}): TextRun {
  return new TextRun({ text: replaceUnfit(text), font: FANG_SONG, ...more })
}

/** 页码: 四号, between dashes, below the text; a character from the right on odd pages, from the left on even ones (7.5). */
function footer(
  alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT,
  checkpoint?: PaperCheckpoint,
): Footer {
  const number = new Paragraph({
    alignment,
    indent: { left: 280, right: 280 },
    children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SIZE.page, font: SONG })],
  })
  // Word wants a paragraph behind a table: one that takes no room.
  const end = new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] })
  return new Footer({ children: checkpoint ? [number, letterFoot(checkpoint, WIDTH), end] : [number] })
}
