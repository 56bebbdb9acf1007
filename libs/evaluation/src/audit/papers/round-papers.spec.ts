import { Workbook } from 'exceljs'
import { A, B, C, clerkOf, EVALUATOR, type Person, RoundFixture } from '../../rounds/round-fixture.spec-support'
import { audit } from '../audit.module'

let fixture: RoundFixture
let round: string
/** 100,000.00 of 900,000.00 struck with the client's name in the reason, and sealed. */
beforeAll(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  round = await fixture.openRound()
  await fixture.submit(round, A, B)
  fixture.on('2026-02-05')
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
  const { row } = rows.find((it: { value: string }) => it.value === '900000.00')
  const strike = { indicator: 'received', row, amount: '100000.00', reason: '示例客户1 代收代付' }
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, strike)
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
}, 60_000)
afterAll(() => fixture.close())

async function taken(url: string, who: Person = EVALUATOR) {
  const person = Buffer.from(JSON.stringify(who)).toString('base64')
  const head = (await fixture.log.head()) ?? ''
  const answer = await fixture.app.inject({
    url: `${url}${url.includes('?') ? '&' : '?'}waitFor=${head}`,
    headers: { 'x-person': person },
  })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
}

/** Every cell of the one sheet, row by row. */
async function cells(url: string, who?: Person): Promise<string[][]> {
  const { status, bytes } = await taken(url, who)
  expect(status).toBe(200)
  const book = new Workbook()
  await book.xlsx.load(bytes as never)
  const rows: string[][] = []
  book.worksheets[0].eachRow((row) => rows.push(Array.from(row.values as unknown[], (it) => String(it ?? '')).slice(1)))
  return rows
}
const text = (rows: string[][]) => rows.flat().join('\n')
const paper = (name: string, platform = A) => `${fixture.at(round, platform)}/papers/${name}`
const hashOf = async (platform: string) =>
  (await fixture.get(EVALUATOR, `/api/rounds/${round}/seal`)).body.results.find(
    (it: { platform: string }) => it.platform === platform,
  ).hash

it('given a sealed round, then 绩效自评表 shows claimed, verified and points, and its hash at the foot', async () => {
  const rows = await cells(paper('self-assessment.xlsx'))
  const received = rows.find((it) => it[2].includes('到账')) as string[]
  expect(received).toEqual(expect.arrayContaining(['1,250,000.00 元', '1,150,000.00 元', '15.33']))
  const words = text(rows)
  expect(words).toContain(`结果 SHA-256 ${await hashOf(A)}`)
  for (const foot of ['填报人', '负责人', '日期', '49.33']) expect(words).toContain(foot)
  expect(words).not.toContain('草稿')
})

it('then 核减明细 has the strike, and the sum it makes', async () => {
  const rows = await cells(paper('deductions.xlsx'))
  const struck = rows.find((it) => it[2] === 'A-1') as string[]
  expect(struck.slice(3, 9)).toEqual(['示例客户1', '2025-03-10', '900000', '100000', '', '示例客户1 代收代付'])
})

it('then masked it names nobody, and its numbers and hash are those of the open one', async () => {
  const [open, masked] = [await cells(paper('deductions.xlsx')), await cells(`${paper('deductions.xlsx')}?mask=true`)]
  expect(text(masked)).not.toContain('示例客户')
  const numbers = (rows: string[][]) =>
    text(rows)
      .match(/\d{4,}/g)
      ?.filter((it) => !/^[0-9a-f]{8}$/.test(it))
  expect(numbers(masked)).toEqual(expect.arrayContaining(numbers(open) as string[]))
  expect(text(masked)).toContain(await hashOf(A))
  const pseudonym = masked.find((it) => it[2] === 'A-1')?.[3]
  expect(pseudonym).toMatch(/^客户 [0-9a-f]{8}$/)
  expect(text(masked)).toContain(`${pseudonym} 代收代付`)
})

it('then the notice is a workbook and a letter, and 汇总表 has every platform', async () => {
  const total = (await cells(paper('notice.xlsx', B))).find((it) => it[1] === '总分')
  expect(total?.[6]).toBe('70')
  const letter = await taken(paper('notice.docx', B))
  expect([letter.status, letter.headers['content-type']]).toEqual([200, expect.stringContaining('wordprocessingml')])
  expect(letter.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(decodeURIComponent(String(letter.headers['content-disposition']))).toContain('结果通知 PJ-2025.docx')
  const summary = text(await cells(`/api/rounds/${round}/papers/summary.xlsx`))
  for (const words of ['示例甲中试平台', '示例乙中试平台', '示例丙中试平台', '49.33', '良好', await hashOf(C)])
    expect(summary).toContain(words)
})

it('then a platform’s own paper is a draft without grade until the results are published', async () => {
  const before = text(await cells(paper('notice.xlsx'), clerkOf(A)))
  expect(before).toContain('草稿')
  expect(before).toContain('未定')
  await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
  const after = text(await cells(paper('notice.xlsx'), clerkOf(A)))
  expect(after).toContain(await hashOf(A))
  expect(after).not.toContain('未定')
})

it('then an unknown paper is refused with those that there are', async () => {
  expect((await taken(paper('everything.pdf'))).status).toBe(404)
  expect((await taken(`${paper('notice.xlsx')}?mask=perhaps`)).status).toBe(400)
})

it('given a sample, then its sheet to take along has the drawn rows, the seed and how to redo it', async () => {
  const requested = { indicator: 'received', seed: '现场 731906', method: 'count', size: 2 }
  const { sample } = await fixture.do(EVALUATOR, `${fixture.at(round, A)}/samples`, requested)
  const rows = await cells(`${fixture.at(round, A)}/samples/${sample}/sheet.xlsx`)
  const drawn = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/samples/${sample}`)).body
  for (const { contractNo } of drawn.rows) expect(rows.some((it) => it[1] === contractNo)).toBe(true)
  const words = text(rows)
  for (const part of ['现场 731906', drawn.population.hash, 'SHA-256(种子⏎层⏎行键)']) expect(words).toContain(part)
})
