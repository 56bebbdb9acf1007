import { createHash } from 'node:crypto'
import { A, B, clerkOf, EVALUATOR, RoundFixture } from '../rounds/round-fixture.spec-support'
import { audit } from './audit.module'

let fixture: RoundFixture
let round: string
/** 甲 has three rows of received money in the round: 900,000.00, 400,000.00 and −50,000.00. */
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
  round = await fixture.openRound()
}, 60_000)
afterEach(() => fixture.close())

const draw = (more: object = {}, platform = A) =>
  fixture.post(EVALUATOR, `${fixture.at(round, platform)}/samples`, {
    indicator: 'received',
    seed: '现场抽取 731906',
    method: 'count',
    size: 2,
    ...more,
  })
const sheet = async (sample: string, platform = A) =>
  (await fixture.get(EVALUATOR, `${fixture.at(round, platform)}/samples/${sample}`)).body
const find = (sample: string, body: object) =>
  fixture.post(EVALUATOR, `${fixture.at(round, A)}/samples/${sample}/findings`, body)

describe('given a sample drawn of a platform’s rows', () => {
  it('then it can be redone from what the sheet says: the hash of the population, the rows, the order', async () => {
    const { body, status } = await draw()
    expect([status, body.sample]).toEqual([201, '1'])
    const it = await sheet('1')
    expect(it).toMatchObject({
      seed: '现场抽取 731906',
      method: 'count',
      // 900,000.00 + 400,000.00 + 50,000.00, sizes whatever the sign.
      population: { rows: 3, money: '1350000.00' },
      strata: [{ name: '全部', rows: 3, money: '1350000.00', allotted: 2 }],
      redrawn: { samePopulation: true, sameRows: true },
      drawnRows: 2,
      found: 0,
      outcome: { examined: 0, statement: { code: 'not-all-examined', left: 2 } },
    })
    // By hand: the rows in the order of SHA-256(seed LF stratum LF platform/row).
    const rows = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body.rows
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    const order = rows
      .map(({ row }: { row: string }) => [sha256(`现场抽取 731906\n全部\n${A}/${row}`), row])
      .sort()
      .map(([, row]: string[]) => row)
    expect(it.rows.map(({ row }: { row: string }) => row)).toEqual(order.slice(0, 2))
    expect(it.population.hash).toBe(
      sha256(
        JSON.stringify(
          rows
            .map(({ row, value }: { row: string; value: string }) => [`${A}/${row}`, value.replace('.', ''), '全部'])
            .sort(([a]: string[], [b]: string[]) => (a < b ? -1 : 1)),
        ),
      ),
    )
  })

  it('then the same seed draws the same again, another seed and a later entry change nothing of it', async () => {
    await draw()
    await draw()
    const [first, again] = [await sheet('1'), await sheet('2')]
    expect(again.rows.map((it: { row: string }) => it.row)).toEqual(first.rows.map((it: { row: string }) => it.row))
    const seeds = ['a', 'b', 'c', 'd', 'e']
    for (const seed of seeds) await draw({ seed, size: 1 })
    const drawn = new Set(await Promise.all(seeds.map(async (_, i) => (await sheet(String(i + 3))).rows[0].row)))
    expect(drawn.size).toBeGreaterThan(1)
    await fixture.on('2026-01-15').pay(await fixture.sign(A, 'A-9', 3, '9000.00'), 'HD-99', '9000.00')
    expect(await sheet('1')).toMatchObject({ redrawn: { samePopulation: true, sameRows: true } })
  })

  it('then findings are entries, the last of a row counts, and the whole examined is a sum and no estimate', async () => {
    await draw({ size: 3 })
    const { rows } = await sheet('1')
    const big = rows.find((it: { amount: string }) => it.amount === '900000.00')
    for (const { row } of rows) expect((await find('1', { row, kind: 'none' })).status).toBe(201)
    const error = { row: big.row, kind: 'error', wrong: '20000.00', note: '含设备款' }
    const again = await find('1', error)
    expect([again.status, again.body.code]).toEqual([422, 'reason-missing'])
    const above = await find('1', { ...error, wrong: '900000.01', reason: '原始凭证' })
    expect([above.status, above.body.code]).toEqual([422, 'wrong-above-row'])
    expect((await find('1', { ...error, reason: '补充了原始凭证' })).status).toBe(201)
    const after = await sheet('1')
    expect(after.outcome).toMatchObject({
      examined: 3,
      errors: 1,
      errorRate: '33.33',
      examinedValue: '1250000.00',
      wrong: '20000.00',
      statement: { code: 'whole-examined' },
      projections: [],
    })
    expect(after.rows.find((it: { row: string }) => it.row === big.row).finding).toMatchObject({
      kind: 'error',
      note: '含设备款',
      reason: '补充了原始凭证',
      by: '评价员甲',
      superseded: [{ kind: 'none', by: '评价员甲' }],
    })
    const list = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/samples`)).body
    expect(list.samples).toMatchObject([{ sample: '1', drawnRows: 3, found: 3 }])
  })

  it('then of a small sample nothing is said of the whole, unless whoever draws says it is enough', async () => {
    await draw()
    await draw({ statementFrom: 2 })
    for (const sample of ['1', '2'])
      for (const { row } of (await sheet(sample)).rows) await find(sample, { row, kind: 'error', wrong: '300.00' })
    expect((await sheet('1')).outcome.statement).toMatchObject({ code: 'too-small', examined: 2, from: 30 })
    // 3 rows × (2 × 300.00 ÷ 2)
    expect((await sheet('2')).outcome.projections[0]).toMatchObject({ name: 'mean', wrong: '900.00' })
  })

  it('then by money the large row is met', async () => {
    await draw({ method: 'money', size: 2 })
    const { rows } = await sheet('1')
    // 900,000.00 of 1,350,000.00 is more than every second point.
    expect(rows.some((it: { amount: string }) => it.amount === '900000.00')).toBe(true)
    expect(rows.reduce((sum: number, it: { hits: number }) => sum + it.hits, 0)).toBe(2)
  })

  it.each([
    [{ indicator: 'nothing' }, 404, 'unknown-indicator'],
    [{ indicator: 'clients', method: 'money' }, 422, 'sample-by-money-needs-amounts'],
    [{ bands: ['2.00', '1.00'], strataBy: 'amount' }, 422, 'bands-not-rising'],
    [{ bands: ['2'], strataBy: 'amount' }, 400, 'amount-format'],
    [{ size: 0 }, 400, 'value-format'],
    [{ size: 4 }, 422, 'sample-above-population'],
    [{ seed: '' }, 400, 'text-format'],
  ])('given %j, then nothing is drawn', async (more, status, code) => {
    const before = await fixture.log.head()
    const { body, status: answered } = await draw(more)
    expect(answered).toBe(status)
    expect(JSON.stringify(body)).toContain(`"code":"${code}"`)
    expect(await fixture.log.head()).toBe(before)
  })

  it('then a row that was not drawn, and a sample of another platform, have no findings', async () => {
    await draw()
    expect((await find('1', { row: 'x', kind: 'none' })).body.code).toBe('row-not-drawn')
    expect((await find('1', { row: 'x', kind: 'error' })).body.code).toBe('finding-without-amount')
    expect((await find('7', { row: 'x', kind: 'none' })).body.code).toBe('unknown-sample')
    const others = await fixture.get(EVALUATOR, `${fixture.at(round, B)}/samples/1`)
    expect([others.status, others.body.code]).toEqual([404, 'unknown-sample'])
    expect((await fixture.get(EVALUATOR, `${fixture.at(round, B)}/samples`)).body.samples).toEqual([])
  })
})

it('given a request sent twice under one key, then one sample is drawn', async () => {
  const url = `${fixture.at(round, A)}/samples`
  const body = { indicator: 'received', seed: 's', method: 'count', size: 1 }
  const key = { 'idempotency-key': 'draw-1' }
  const [first, again] = [await fixture.post(EVALUATOR, url, body, key), await fixture.post(EVALUATOR, url, body, key)]
  expect(again.body).toEqual(first.body)
  expect((await fixture.get(EVALUATOR, url)).body.samples).toHaveLength(1)
  expect((await fixture.get(clerkOf(A), url)).status).toBe(200)
})
