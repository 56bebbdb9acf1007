import { buffer } from 'node:stream/consumers'
import { isRefusal } from '@pilot-ledger/kernel'
import { openCheckpoint, parseVerifierKey, qrCode, type VerifierKey } from '@pilot-ledger/proof'
import { Workbook } from 'exceljs'
import { fromBuffer } from 'yauzl'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

const WINDOW = 'from=2024-11-01&to=2025-08-31'

describe('given a ledger that is signed', () => {
  let fixture: DemonstrationFixture
  let key: VerifierKey
  /** What a paper must bear: as the ledger stands, whatever cut it is asked of. */
  let [note, words] = ['', '']
  /** By role. */
  let papers: Readonly<Record<'xlsx' | 'csv' | 'docx' | 'txt', readonly (readonly [url: string, role: string])[]>>

  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    const { proof } = fixture.ledger
    const parsed = parseVerifierKey(proof.verifierKey)
    if (isRefusal(parsed)) throw new Error(parsed.en)
    key = parsed
    note = proof.checkpoint as string
    const { origin, size, root } = openCheckpoint(note, key) as Exclude<
      ReturnType<typeof openCheckpoint>,
      { code: string }
    >
    words = `印制时检查点：${size} 条，根 ${Buffer.from(root).toString('hex').slice(0, 16)}，账本 ${origin}`
    const of = async (url: string, role: string) => (await fixture.get(url, role)).json()
    const [round] = (await of('/api/rounds', 'evaluator')).rounds
    const [programme] = (await of('/api/programmes', 'administrator')).programmes
    const platform = fixture.instruments
    const closed = `/api/platforms/${fixture.cmc}/closes/2025-09`
    const inRound = (paper: string) =>
      [`/api/rounds/${round.id}/platforms/${platform}/papers/${paper}`, 'evaluator'] as const
    papers = {
      xlsx: [
        [`/api/workbook.xlsx?${WINDOW}`, 'evaluator'],
        [`/api/platforms/${platform}/workbook.xlsx?${WINDOW}&asOf=370&unit=wan`, 'platform'],
        [`/api/platforms/${platform}/bridge.xlsx?${WINDOW}`, 'finance'],
        [`${closed}/close.xlsx`, 'finance'],
        [`/api/rounds/${round.id}/papers/summary.xlsx`, 'evaluator'],
        ...['self-assessment.xlsx', 'deductions.xlsx', 'notice.xlsx', 'notice.xlsx?mask=true'].map(inRound),
      ],
      docx: [inRound('notice.docx'), [`/api/programmes/${programme.id}/letter.docx?${WINDOW}`, 'evaluator']],
      csv: [
        [`/api/platforms/${platform}/papers/contracts.csv?${WINDOW}`, 'platform'],
        [`/api/platforms/${platform}/bridge.csv?${WINDOW}`, 'finance'],
        [`${closed}/variance.csv`, 'finance'],
      ],
      txt: [[`/api/programmes/${programme.id}/letter.txt?${WINDOW}`, 'evaluator']],
    }
  }, 60_000)
  afterAll(() => fixture.close())

  async function asked([url, role]: readonly [string, string]): Promise<Buffer> {
    const answer = await fixture.get(url, role)
    expect([url, answer.statusCode]).toEqual([url, 200])
    return answer.rawPayload
  }

  test('then every sheet of every workbook bears its checkpoint, in words and as a code, and on each printed page', async () => {
    for (const paper of papers.xlsx) {
      const book = new Workbook()
      await book.xlsx.load((await asked(paper)) as never)
      expect(book.worksheets.length).toBeGreaterThan(0)
      for (const sheet of book.worksheets) {
        const last = sheet.getRow(sheet.rowCount)
        expect([paper[0], sheet.name, String(last.getCell(1).value)]).toEqual([
          paper[0],
          sheet.name,
          expect.stringContaining(words),
        ])
        // What is signed by hand stands in the same row: no end of a page comes between.
        const signed = [...Array(sheet.rowCount).keys()].filter((it) =>
          /__{5}/.test(sheet.getRow(it + 1).getCell(1).text),
        )
        expect([paper[0], sheet.name, signed]).toEqual([paper[0], sheet.name, [sheet.rowCount - 1]])
        const [picture, ...others] = sheet.getImages()
        expect(others).toEqual([])
        expect(Buffer.from(book.getImage(Number(picture.imageId)).buffer as never)).toEqual(qrCode(note).gif(4))
        // In the row of its own, which is high enough.
        const { tl, ext } = picture.range as unknown as { tl: { nativeRow: number }; ext: { height: number } }
        expect(tl.nativeRow).toBe(sheet.rowCount - 1)
        expect(last.height).toBeGreaterThanOrEqual((ext.height * 72) / 96)
        expect(sheet.headerFooter.oddFooter).toContain(words.match(/根 (\w+)/)?.[1])
      }
    }
  })

  test('then a paper of an earlier cut says which one beside the checkpoint, which is of the ledger at printing', async () => {
    const told = (cut: number) => `${words}；本件所计截至第 ${cut} 条`
    const book = new Workbook()
    await book.xlsx.load((await asked(papers.xlsx[1])) as never)
    for (const sheet of book.worksheets) {
      expect(sheet.getRow(sheet.rowCount).getCell(1).text).toContain(told(370))
      expect(sheet.headerFooter.oddFooter).toContain('截止序号 370，印制时检查点 ')
    }
    // The programme began later than that.
    for (const [[url, role], cut] of [
      [papers.csv[0], 370],
      [papers.txt[0], 940],
    ] as const)
      expect((await asked([`${url}&asOf=${cut}`, role])).toString('utf8')).toContain(told(cut))
    const [, [letter, role]] = papers.docx
    const parts = [...(await partsOf(await asked([`${letter}&asOf=940`, role])))]
    expect(parts.filter(([name]) => /^word\/footer/.test(name)).join('')).toContain(told(940))
  })

  test('then every letter bears it at the foot of its pages', async () => {
    for (const paper of papers.docx) {
      const parts = [...(await partsOf(await asked(paper)))]
      const of = (name: RegExp) => parts.filter(([it]) => name.test(it)).map(([, content]) => content)
      expect(String(of(/^word\/footer\d+\.xml$/))).toContain(words)
      expect(of(/^word\/media\/./)).toEqual([qrCode(note).gif(4)])
    }
  })

  test('then what has no room for a code bears the words', async () => {
    for (const paper of [...papers.csv, ...papers.txt]) expect((await asked(paper)).toString('utf8')).toContain(words)
  })

  test('then what is printed from the page bears a drawing of it, which whoever has an account may take', async () => {
    const { headers, body } = await fixture.get('/api/log/checkpoint.svg', 'platform')
    expect([headers['content-type'], headers['cache-control']]).toEqual(['image/svg+xml; charset=utf-8', 'no-cache'])
    expect(body).toContain(words.match(/根 (\w+)/)?.[1])
    const code = qrCode(note)
    const dark = [...body.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${Number(x) - 4} ${Number(y) - 4}`)
    const all = Array.from({ length: code.modules ** 2 }, (_, i) => [i % code.modules, Math.floor(i / code.modules)])
    expect(new Set(dark)).toEqual(new Set(all.flatMap(([x, y]) => (code.isDark(y, x) ? [`${x} ${y}`] : []))))
  })

  test('then what it bears is what the ledger signed, of as much as the paper tells', async () => {
    const [url, role] = papers.csv[0]
    const json = (await fixture.get(url.replace('.csv', '.json'), role)).json()
    expect(openCheckpoint(json.checkpoint.note, key)).toMatchObject({ size: json.checkpoint.size })
    expect(json.checkpoint.size).toBeGreaterThanOrEqual(json.asOf.sequence)
  })
})

/** The files of a zip by their names. */
async function partsOf(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const parts = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error)
      file.on('end', () => resolve(parts))
      file.on('entry', (entry) => {
        file.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          parts.set(entry.fileName, await buffer(stream))
          file.readEntry()
        })
      })
      file.readEntry()
    })
  })
}
