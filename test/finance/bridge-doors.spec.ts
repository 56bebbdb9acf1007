import { OUR_CONTRACT, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'
import { ClosingFixture, cellOf } from './closing-fixture.spec-support'

const WINDOW = 'from=2025-06-01&to=2025-08-31'
const BRIDGE = `/api/platforms/${OURS}/bridge`
const PARTS = ['opening', 'closing'] as const

let fixture: ClosingFixture
let contract: string
let untaxed: string
beforeAll(async () => {
  fixture = await ClosingFixture.open()
  contract = await fixture.sign('JM-100', { signedOn: '2025-06-10' })
  untaxed = await fixture.sign('JM-101', { signedOn: '2025-07-01', taxBasis: 'exclusive', amount: '500.00' })
  await fixture.invoice(contract, 1, '600.00', '2025-06-20')
  await fixture.pay(contract, 'HD-1', '700.00', '2025-07-25')
  await fixture.invoice(contract, 2, '300.00', '2025-08-10')
  await fixture.invoice(untaxed, 3, '50.00', '2025-08-11')
})
afterAll(() => fixture.close())

const bridge = async (query = '') => (await fixture.get(`${BRIDGE}?${WINDOW}${query}`)).body
const entries = (query: string) => fixture.get(`${BRIDGE}/entries?${WINDOW}${query}`)

describe('given a contract that was invoiced, paid ahead, and invoiced again', () => {
  test('then by month each closing is the next opening, and an advance is told as one, reclassified', async () => {
    const { rows, total } = await bridge('&by=month')
    const of = (column: string, part: string) =>
      rows.map((it: { columns: never[] }) => cellOf(it.columns, column, part))
    expect(rows.map((it: { key: string }) => it.key)).toEqual(['2025-06', '2025-07', '2025-08'])
    expect(of('outstanding', 'opening')).toEqual(['0.00', '600.00', '0.00'])
    // June: 600 out. July: 700 came, 100 of it ahead. August: 300 − 100 ahead, and 50 of the other contract.
    expect(of('outstanding', 'closing')).toEqual(['600.00', '0.00', '250.00'])
    expect(of('outstanding', 'reclassified')).toEqual(['0.00', '100.00', '-100.00'])
    expect(of('advances', 'closing')).toEqual(['0.00', '100.00', '0.00'])
    expect(cellOf(total.columns, 'outstanding', 'opening')).toBe('0.00')
    expect(cellOf(total.columns, 'outstanding', 'received')).toBe('-700.00')
    expect(total.ageing).toEqual([
      { bucket: '0-30', value: '250.00' },
      ...['31-90', '91-180', '181-365', '365+'].map((bucket) => ({ bucket, value: '0.00' })),
    ])
  })

  test('then what has another tax basis stands apart and is not taken off invoices, which include tax (H12)', async () => {
    const { total, rows } = await bridge()
    expect(cellOf(total.columns, 'contractAmount', 'closing')).toBe('381000.00')
    expect(cellOf(total.columns, 'contractAmount', 'closing', 'exclusive')).toBe('500.00')
    const line = rows.find((it: { contractNo: string }) => it.contractNo === 'JM-101')
    expect(cellOf(line.columns, 'invoiced', 'closing')).toBe('50.00')
    expect(cellOf(line.columns, 'notYetInvoiced', 'closing')).toBe('0.00')
    // 380,000 + 1,000 − 900: the contract without tax and its invoice are not in it.
    expect(cellOf(total.columns, 'notYetInvoiced', 'closing')).toBe('380100.00')
  })

  test('then contracts, clients, months and the platform come to one total, page by page too', async () => {
    const { total } = await bridge()
    const fen = (text: string | undefined) => BigInt((text as string).replace('.', ''))
    for (const by of ['contract', 'client', 'platform']) {
      const { rows } = await bridge(`&by=${by}`)
      for (const { column, taxBasis } of total.columns)
        for (const part of PARTS) {
          const sum = rows.reduce(
            (all: bigint, it: { columns: never[] }) => all + fen(cellOf(it.columns, column, part, taxBasis)),
            0n,
          )
          expect({ by, column, part, sum }).toEqual({
            by,
            column,
            part,
            sum: fen(cellOf(total.columns, column, part, taxBasis)),
          })
        }
    }
    const first = await bridge('&limit=2')
    expect(first.rows.map((it: { contractNo: string }) => it.contractNo)).toEqual(['JM-001', 'JM-100'])
    const second = await bridge(`&limit=2&cursor=${first.next}`)
    expect(second.rows.map((it: { contractNo: string }) => it.contractNo)).toEqual(['JM-101'])
    expect(second.total).toEqual(first.total)
    expect((await fixture.get(`${BRIDGE}?${WINDOW}&by=month&cursor=${first.next}`)).body.code).toBe(
      'cursor-from-elsewhere',
    )
    const { rows } = await bridge('&by=client')
    expect(rows).toMatchObject([{ key: 'uscc:91440101MA5CJQ4N59', name: '示例光电科技有限公司' }])
  })

  test('then every cell opens to entries that add up to it', async () => {
    const opened = (await entries(`&cell=outstanding.closing&by=contract&key=${contract}`)).body
    expect(opened.value).toBe('200.00')
    expect(opened.entries.map((it: { kind: string; value: string }) => `${it.kind} ${it.value}`)).toEqual([
      'invoiced 600.00',
      'received -700.00',
      'invoiced 300.00',
    ])
    expect(opened.entries[0]).toMatchObject({ contractNo: 'JM-100', engagement: contract, date: '2025-06-20' })
    const july = (await entries('&cell=advances.reclassified&by=month&key=2025-07')).body
    expect([july.value, july.total]).toEqual(['100.00', '2'])
    const signed = (await entries('&cell=contractAmount.exclusive.signed')).body
    expect(signed).toMatchObject({ value: '500.00', entries: [{ engagement: untaxed }] })
    const aged = (await entries('&cell=ageing.0-30')).body
    expect(aged).toMatchObject({ value: '250.00', entries: [{ value: '200.00' }, { value: '50.00' }] })
    const page = (await entries('&cell=invoiced.closing&limit=2')).body
    const rest = (await entries(`&cell=invoiced.closing&limit=2&cursor=${page.next}`)).body
    expect([page.value, page.entries.length, rest.entries.length, rest.next]).toEqual(['950.00', 2, 1, undefined])
  })

  test('then no cell, no line and no other’s line is found', async () => {
    expect((await entries('&cell=invoiced.amended')).body).toMatchObject({ code: 'unknown-value' })
    expect((await entries('&cell=ageing.1-2')).status).toBe(400)
    expect((await entries('')).status).toBe(400)
    const outsider = await entries('&cell=invoiced.closing&by=client&key=uscc:91350200776049653A')
    expect([outsider.status, outsider.body.code]).toEqual([404, 'unknown-line'])
  })

  test('then an earlier cut tells what was known, and every platform stands beside the total of all', async () => {
    const { body } = await fixture.get(`/api/bridge?${WINDOW}`)
    const values = body.platforms.map((it: { platform: string; columns: never[] }) => [
      it.platform,
      cellOf(it.columns, 'invoiced', 'closing'),
    ])
    expect(values).toEqual([
      [OURS, '950.00'],
      [RIVAL, '7654321.00'],
    ])
    expect(cellOf(body.total.columns, 'invoiced', 'closing')).toBe('7655271.00')
    expect((await fixture.get(`/api/bridge?${WINDOW}`, 'clerk')).status).toBe(403)
    const earlier = await bridge('&asOf=7')
    expect(earlier.rows.map((it: { key: string }) => it.key)).toEqual([OUR_CONTRACT])
  })
})
