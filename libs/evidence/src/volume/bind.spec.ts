import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  decodePDFRawStream,
  degrees,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib'
import { FILE_READERS_LIMITS, FileReaders } from '@pilot-ledger/http'
import { pngOf } from '../pages/png'
import { bindVolume, type VolumePaper, type VolumeRow } from '.'
import { orientationOf } from './orientation'
import { pagesOf, pagesTogether, planVolume } from './plan'

const PDF = 'application/pdf'

/** A contract as a scanner or a program makes it: pages of some sizes, turned, each with a word. */
async function pdf(
  word: string,
  pages: readonly { size?: [number, number]; turn?: number }[],
  harm?: (it: PDFDocument) => void,
) {
  const document = await PDFDocument.create()
  for (const [i, { size, turn = 0 }] of pages.entries()) {
    const page = document.addPage(size ?? [595, 842])
    page.setRotation(degrees(turn))
    page.drawText(`${word} ${i + 1}`, { x: 40, y: 60, size: 20 })
  }
  harm?.(document)
  return Buffer.from(await document.save())
}

/** A picture of one colour. */
const png = (width: number, height: number) =>
  pngOf({ width, height, bits: 8, samples: 3, rows: new Uint8Array(width * height * 3).fill(0x90) })

describe('given the papers of a platform', () => {
  let folder: string
  const files = new Map<string, string>()
  const readers = new FileReaders({ ...FILE_READERS_LIMITS, patience: 60_000, waitPatience: 60_000 })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'volume-'))
    files.clear()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const paper = (bytes: Buffer, pages: number, more: Partial<VolumePaper> = {}): VolumePaper => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = join(folder, sha256)
    writeFileSync(path, bytes)
    files.set(sha256, path)
    return { sha256, kind: '合同', fileName: '合同扫描件.pdf', mediaType: PDF, pages, ...more }
  }
  const support = require.resolve('./text-of-volume.spec-support')
  const textOf = (page: number) =>
    readers.result<string>('test', {
      module: support,
      name: 'textOfPage',
      args: [join(folder, 'volume.pdf'), page],
    })
  const bound = async (rows: readonly VolumeRow[], code?: readonly string[], title = '佐证材料汇编') => {
    const target = join(folder, 'volume.pdf')
    const told: number[] = []
    await bindVolume({
      head: { title, lines: ['中山市精密仪器与智能装备中试平台', '2024-11-01 至 2025-08-31'], code },
      plan: planVolume(rows),
      fileOf: async ({ sha256 }) => files.get(sha256),
      scratch: folder,
      target,
      readers,
      contents: { module: support, name: 'linesIn' },
      onProgress: (pages) => told.push(pages),
    })
    const bytes = readFileSync(target)
    return { document: await PDFDocument.load(bytes), bytes, told }
  }
  /** What stands on a page in letters that every reader has; sheets of our own have theirs embedded. */
  const words = (page: PDFPage) =>
    [...drawn(page).matchAll(/(?:\(([^)]*)\)|<([0-9A-F]+)>) Tj/g)].map(
      ([, text, hex]) => text ?? Buffer.from(hex, 'hex').toString('latin1'),
    )
  const drawn = (page: PDFPage) => {
    const contents = page.node.Contents()
    const streams =
      contents instanceof PDFArray ? contents.asArray().map((it) => page.doc.context.lookup(it)) : [contents]
    return streams.map((it) => Buffer.from(decodePDFRawStream(it as PDFRawStream).decode()).toString('latin1')).join('')
  }
  const numberOn = (page: PDFPage) => words(page).find((it) => /^- \d+ -$/.test(it))

  test('when they are bound, then each page bears its number in the order of the rows, and the rows say the same', async () => {
    const contract = paper(await pdf('contract', [{}, { turn: 90 }, { size: [1190, 842], turn: 270 }]), 3)
    const receipt = paper(await pdf('receipt', [{ size: [300, 400], turn: 180 }]), 1, { kind: '回单' })
    const photo = paper(png(30, 20), 1, { kind: '批记录', mediaType: 'image/png', fileName: '照片.png' })
    const rows = [
      { heading: '1 JM-2025-101 微流控芯片封装工艺中试放大', papers: [contract, photo] },
      { heading: '2 JM-2025-102 没有材料的合同', papers: [] },
      { heading: '3 JM-2025-103 同一份合同', papers: [contract, receipt] },
    ]
    expect(planVolume(rows).rows.map(({ papers }) => pagesOf(papers))).toEqual(['1-3, 4', '', '1-3, 5'])
    const { document, told } = await bound(rows)
    const pages = document.getPages()
    expect(pages.map(numberOn)).toEqual([undefined, undefined, '- 1 -', '- 2 -', '- 3 -', '- 4 -', '- 5 -'])
    expect(pages.slice(2).map((it) => words(it)[0])).toEqual([
      'contract 1',
      'contract 2',
      'contract 3',
      '- 4 -',
      'receipt 1',
    ])
    expect(told).toEqual([3, 4, 5])
  })

  test('when one has no pages to bind, then its sheet says what it says, as far as the sheet takes it', async () => {
    const xml = { kind: '发票', mediaType: 'application/xml', fileName: '发票.xml' }
    const short = paper(Buffer.from('发票号码 26442000000012345678\n价税合计 106000.00'), 1, xml)
    const long = paper(Buffer.from(Array.from({ length: 90 }, (_, i) => `第${i + 1}行`).join('\n')), 1, xml)
    await bound([{ heading: '甲', papers: [short, long] }])
    const [first, second] = [await textOf(2), await textOf(3)]
    for (const it of [
      '发票 发票.xml',
      '发票号码 26442000000012345678',
      '价税合计 106000.00',
      '原文件以电子件为准',
      '- 1 -',
    ])
      expect(first).toContain(it)
    expect(first).not.toContain('其余内容')
    expect(second).toContain('第1行')
    expect(second).toMatch(/第3\d行\s+（其余内容见电子件/)
    expect(second).not.toContain('第90行')
  })

  test.each([
    ['was never uploaded', { mediaType: undefined }, '文件未上传'],
    ['is not in the store', {}, '文件在库中缺失或已损坏'],
  ])('when one %s, then its sheet says so, and not that the ledger keeps it', async (_, more, said) => {
    const it = paper(Buffer.from('<a/>'), 1, { ...more, kind: '发票' })
    files.clear()
    await bound([{ heading: '甲', papers: [it] }])
    const text = await textOf(2)
    expect(text).toContain(said)
    expect(text).not.toContain('以电子件为准')
  })

  test('when its title is longer than a line, then it is broken between platform and paper, and no number is', async () => {
    const it = paper(Buffer.from('<a/>'), 1, {
      mediaType: undefined,
      fileName: `${'很长的名称'.repeat(8)} 2026-11-30.pdf`,
    })
    await bound([{ heading: '甲', papers: [it] }], undefined, '中山市生物医药中试平台 佐证材料汇编')
    expect((await textOf(0)).split('\n').slice(0, 2)).toEqual(['中山市生物医药中试平台', '佐证材料汇编'])
    const sheet = (await textOf(2)).split('\n')
    expect(sheet).toContain(it.sha256)
    expect(sheet.some((line) => line.includes('2026-11-30.pdf'))).toBe(true)
  })

  test('when its cover bears a code, then each dark run stands at its place, 80 points in all, the first row on top', async () => {
    const { document } = await bound([{ heading: '甲', papers: [] }], ['##  ', '   #', '    ', '# # '])
    const filled = [
      ...drawn(document.getPage(0)).matchAll(/q\n1 0 0 1 ([\d.]+) ([\d.]+) cm\n[^q]*?([\d.]+) 0 l\n[\d.]+ ([\d.]+) l/g),
    ]
    const [[, left, top]] = filled
    const at = filled.map(([, x, y, width, height]) =>
      [+x - +left, +top - +y, +width, +height].map((it) => Math.round(it)),
    )
    expect(at).toEqual([
      [0, 0, 40, 20],
      [60, 20, 20, 20],
      [0, 60, 20, 20],
      [40, 60, 20, 20],
    ])
  })

  test('when many rows share a list, then ranges that follow upon each other are one', () => {
    const pages = (of: readonly (readonly [number, number])[]) => pagesTogether(of.map(([from, to]) => ({ from, to })))
    expect(
      pages([
        [4, 6],
        [1, 3],
        [9, 9],
        [4, 6],
        [11, 12],
      ]),
    ).toBe('1-6, 9, 11-12')
    expect(
      pages([
        [1, 9],
        [2, 3],
        [10, 10],
      ]),
    ).toBe('1-10')
    expect(pages([])).toBe('')
  })

  test('when it is opened, then bookmarks lead to rows and papers, and page numbers are those on the pages', async () => {
    const one = paper(await pdf('one', [{}, {}]), 2, { fileName: '一.pdf' })
    const two = paper(await pdf('two', [{}]), 1, { fileName: '二.pdf', kind: '发票' })
    const { document } = await bound([
      { heading: '甲', papers: [one, two] },
      { heading: '乙', papers: [two] },
    ])
    const { context, catalog } = document
    const pageOf = new Map(document.getPages().map(({ ref }, i) => [ref, i]))
    const read = (at: PDFDict): unknown[] => {
      const said: unknown[] = []
      for (
        let it = at.lookupMaybe(PDFName.of('First'), PDFDict);
        it;
        it = it.lookupMaybe(PDFName.of('Next'), PDFDict)
      ) {
        const page = pageOf.get(it.lookup(PDFName.of('Dest'), PDFArray).get(0) as PDFRef)
        said.push([it.lookup(PDFName.of('Title'), PDFHexString).decodeText(), page, ...read(it)])
      }
      return said
    }
    // Two sheets, cover and table of contents, stand before page 1.
    expect(read(catalog.lookup(PDFName.of('Outlines'), PDFDict))).toEqual([
      ['甲', 2, ['合同 一.pdf', 2], ['发票 二.pdf', 4]],
      ['乙', 4, ['发票 二.pdf', 4]],
    ])
    const labels = catalog.lookup(PDFName.of('PageLabels'), PDFDict).lookup(PDFName.of('Nums'), PDFArray)
    expect(labels.lookup(2, PDFNumber).asNumber()).toBe(2)
    const links =
      document
        .getPage(1)
        .node.Annots()
        ?.asArray()
        .map((it) => context.lookup(it, PDFDict)) ?? []
    expect(links.map((it) => pageOf.get(it.lookup(PDFName.of('Dest'), PDFArray).get(0) as PDFRef))).toEqual([2, 4, 4])
  })

  test('when a file is not there, cut off, of another kind or of other length, then sheets stand for it and no number moves', async () => {
    const whole = await pdf('whole', [{}, {}])
    const missing = paper(await pdf('missing', [{}, {}]), 2)
    files.delete(missing.sha256)
    const rows = [
      { heading: '1', papers: [missing] },
      { heading: '2', papers: [paper(Buffer.from('%PDF-1.7\nnot at all'), 3)] },
      { heading: '3', papers: [paper(Buffer.from('PK'), 1, { mediaType: 'application/ofd' })] },
      { heading: '4', papers: [paper(await pdf('longer', [{}, {}, {}]), 2)] },
      { heading: '5', papers: [paper(whole, 2)] },
    ]
    const { document } = await bound(rows)
    const pages = document.getPages()
    expect(pages.slice(2).map(numberOn)).toEqual(Array.from({ length: 10 }, (_, i) => `- ${i + 1} -`))
    expect(pages.slice(10).map((it) => words(it)[0])).toEqual(['whole 1', 'whole 2'])
  })

  test('when a file shows one page twice, or its pages share what is drawn, then each bears its own number alone', async () => {
    const twice = await pdf('twice', [{}], (it) => {
      const [page] = it.getPages()
      const tree = it.catalog.Pages()
      tree.Kids().push(page.ref)
      tree.set(PDFName.of('Count'), PDFNumber.of(2))
    })
    const shared = await pdf('shared', [{}, {}], (it) => {
      const [one, other] = it.getPages()
      one.node.normalize()
      const contents = it.context.register(one.node.Contents() as PDFArray)
      for (const { node } of [one, other]) node.set(PDFName.of('Contents'), contents)
    })
    const { document } = await bound([{ heading: '1', papers: [paper(twice, 2), paper(shared, 2)] }])
    const numbers = document
      .getPages()
      .slice(2)
      .map((it) => words(it).filter((word) => /^- \d+ -$/.test(word)))
    expect(numbers).toEqual([['- 1 -'], ['- 2 -'], ['- 3 -'], ['- 4 -']])
  })

  test.each([
    ['from its upper right corner', [595, 842, 0, 0], undefined],
    ['smaller than its crop box', [0, 0, 595, 842], [-100, -100, 700, 950]],
  ])('when the box of a page is given %s, then its number is seen on it', async (_, media, crop) => {
    const odd = await pdf('odd', [{}], (it) => {
      const { node } = it.getPage(0)
      node.set(PDFName.of('MediaBox'), it.context.obj(media))
      if (crop) node.set(PDFName.of('CropBox'), it.context.obj(crop))
    })
    const { document } = await bound([{ heading: '1', papers: [paper(odd, 1)] }])
    const [, x, y] = / (-?[\d.]+) (-?[\d.]+) cm 1 1 1 rg/.exec(drawn(document.getPage(2))) ?? []
    // In the middle of an A4 sheet, just above its lower edge.
    expect([Number(x) > 250, Number(x) < 298, Number(y) > 0, Number(y) < 30]).toEqual([true, true, true, true])
  })

  test('when a paper would run or open something, then nothing of it is in the volume, and its seal is', async () => {
    const hostile = await pdf('invoice', [{}, {}], (it) => {
      const [first, second] = it.getPages()
      const { context } = it
      const runs = { S: 'JavaScript', JS: context.obj('app.alert') }
      const look = context.register(
        context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9], Seal: true }),
      )
      first.node.set(PDFName.of('AA'), context.obj({ O: runs }))
      for (const more of [
        { Subtype: 'Link', A: runs, Dest: [second.ref, 'Fit'] },
        { Subtype: 'Widget', AP: { N: look }, A: { S: 'Launch', F: 'calc.exe' }, AA: { U: runs }, P: second.ref },
        { Subtype: 'FileAttachment', AP: { N: look }, FS: { Type: 'Filespec', F: 'evil.exe' } },
      ])
        first.node.addAnnot(context.register(context.obj({ Type: 'Annot', Rect: [0, 0, 9, 9], ...more })))
      it.addJavaScript('main', 'app.alert(1)')
      it.catalog.set(PDFName.of('OpenAction'), context.obj(runs))
    })
    const { document, bytes } = await bound([{ heading: '1', papers: [paper(hostile, 2)] }])
    expect(bytes.toString('latin1')).not.toMatch(/JavaScript|Launch|calc|evil|OpenAction|\/AA/)
    expect(
      document
        .getPages()
        .slice(2)
        .map(({ node }) => node.Annots()?.size() ?? 0),
    ).toEqual([1, 0])
    expect(bytes.toString('latin1')).toContain('/Seal true')
    // No page was copied with a link to it.
    expect(bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4)
  })

  test('when a photo lies on its side, as its camera says, then it is seen upright', () => {
    const exif = (orientation: number, little: boolean) => {
      const tiff = Buffer.alloc(26)
      const [u16, u32] = little
        ? [tiff.writeUInt16LE.bind(tiff), tiff.writeUInt32LE.bind(tiff)]
        : [tiff.writeUInt16BE.bind(tiff), tiff.writeUInt32BE.bind(tiff)]
      tiff.write(little ? 'II' : 'MM', 'latin1')
      u16(42, 2)
      u32(8, 4)
      u16(1, 8)
      u16(0x0112, 10)
      u16(3, 12)
      u32(1, 14)
      u16(orientation, 18)
      const segment = Buffer.concat([
        Buffer.from('ffe1', 'hex'),
        Buffer.from([0, tiff.length + 8]),
        Buffer.from('Exif\0\0'),
        tiff,
      ])
      return Buffer.concat([Buffer.from('ffd8', 'hex'), segment, Buffer.from('ffda0004', 'hex')])
    }
    for (const little of [true, false])
      for (const it of [1, 2, 3, 4, 5, 6, 7, 8]) expect(orientationOf(exif(it, little))).toBe(it)
    expect(orientationOf(exif(9, true))).toBe(1)
    for (let cut = 0; cut < 40; cut++) expect([1, 6]).toContain(orientationOf(exif(6, true).subarray(0, cut)))
  })
})
