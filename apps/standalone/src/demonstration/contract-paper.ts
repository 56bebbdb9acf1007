import { createHash } from 'node:crypto'

/** What a scanned contract would show on its first sheet. */
export interface PaperPlan {
  readonly contractNo: string
  readonly title: string
  readonly client: string
  /** Yuan with two decimals. */
  readonly amount: string
  readonly signedOn: string
  readonly pages: number
}

export interface ContractPaper {
  readonly bytes: Buffer
  readonly sha256: string
}

/**
 * 演示合同: a PDF of so many pages, the same bytes for the same contract at every seeding, so that its hash may stand in the ledger before
 * it is stored. Its letters are of a font that every reader of Chinese has (ISO 32000-1, 9.7.5.2: Adobe-GB1), not its own: some
 * dozens of papers are made at the first start, which nobody is to wait for.
 */
export function contractPaper(plan: PaperPlan): ContractPaper {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${plan.pages} /Kids [${range(plan.pages, (i) => `${FIRST_PAGE + i * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ]
  for (let no = 1; no <= plan.pages; no++) {
    const content = sheet(plan, no)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    )
  }
  const bytes = Buffer.from(fileOf(objects), 'latin1')
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The number of the first page's object: what stands before it is of all pages. */
const FIRST_PAGE = 6
const range = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i))

const CLAUSES = [
  '服务内容',
  '交付物与验收',
  '费用与支付',
  '双方义务',
  '知识产权',
  '保密',
  '违约责任',
  '争议解决',
  '附则',
]

function sheet({ contractNo, title, client, amount, signedOn, pages }: PaperPlan, no: number): string {
  const foot = line(`${contractNo}　第 ${no} 页，共 ${pages} 页`, 72, 48, 10)
  const border = '0.6 w 56 70 483 700 re S'
  if (no > 1) {
    const clause = CLAUSES[(no - 2) % CLAUSES.length]
    return [border, line(`第${no - 1}条　${clause}`, 80, 720, 16), line(SYNTHETIC, 80, 684, 12), foot].join('\n')
  }
  const facts = [
    ['合同编号', contractNo],
    ['合同名称', title],
    ['委托方', client],
    ['合同金额', `人民币 ${amount} 元（含税）`],
    ['签订日期', signedOn],
  ]
  return [
    border,
    line('技术服务合同', 212, 690, 28),
    ...facts.flatMap(([name, value], i) => [line(name, 90, 610 - i * 34, 13), line(value, 170, 610 - i * 34, 13)]),
    line(SYNTHETIC, 90, 400, 12),
    foot,
  ].join('\n')
}
const SYNTHETIC = '演示材料：合成数据，不是真实合同'

/** UTF-16, big end first, is what the font's encoding takes. */
const line = (text: string, x: number, y: number, size: number) =>
  `BT /F1 ${size} Tf ${x} ${y} Td <${Buffer.from(text, 'utf16le').swap16().toString('hex')}> Tj ET`

/** ISO 32000-1, 7.5: header, objects, their places, trailer. All of it is ASCII. */
function fileOf(objects: readonly string[]): string {
  let file = '%PDF-1.4\n'
  const places: number[] = []
  for (const [i, it] of objects.entries()) {
    places.push(file.length)
    file += `${i + 1} 0 obj\n${it}\nendobj\n`
  }
  const table = places.map((it) => `${String(it).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
}
