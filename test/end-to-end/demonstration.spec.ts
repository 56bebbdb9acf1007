import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { engagementIdOf, platformIdOf } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { createStandalone, type Ledger, openLedger, readModelFile } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

/** The window of the letter's figures. */
const WINDOW = 'from=2024-11-01&to=2025-08-31'
const logger = pino({ level: 'silent' })

/** A row behind a figure, as far as it is looked at here. */
interface Row {
  readonly value: string
  readonly date: string
  readonly sequence: number
  readonly contractNo: string
}

describe('given the demonstration ledger', () => {
  let folder: string
  let ledger: Ledger
  let app: NestFastifyApplication
  const [instruments, cmc] = [platformIdOf(INSTRUMENTS), platformIdOf(CMC)]

  const open = async () => {
    ledger = await openLedger({ folder })
    app = await createStandalone(ledger, { actor: '测试', logger })
  }
  const close = async () => {
    await app.close()
    await ledger.close()
  }
  const get = async (url: string) => (await app.inject({ url })).json()
  const figures = async (platform: string, query = WINDOW) =>
    Object.fromEntries(
      (await get(`/api/platforms/${platform}/figures?${query}`)).figures.map((it: { code: string; value: string }) => [
        it.code,
        it.value,
      ]),
    )

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-'))
    await demonstrationIn(folder)
    await open()
  }, 60_000)
  afterAll(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })

  test('then the figures of the letter come out of events: F1–F3 and F4–F8', async () => {
    expect(await figures(instruments)).toMatchObject({
      jointCentres: '11',
      projects: '27',
      contractAmount: '9116800.00',
    })
    expect(await figures(cmc)).toMatchObject({
      productionLines: '13',
      clients: '48',
      products: '42',
      approvals: '2',
      contractAmount: '20630000.00',
    })
  })

  test('then each of the eight published figures agrees at its own precision', async () => {
    const verdicts: string[] = []
    for (const platform of [instruments, cmc]) {
      const { published } = await get(`/api/platforms/${platform}/published-figures?${WINDOW}`)
      verdicts.push(
        ...published.map(
          (it: { publicationNo: string; comparison: { verdict: string } }) =>
            `${it.publicationNo} ${it.comparison.verdict}`,
        ),
      )
    }
    expect(verdicts).toEqual(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'].map((it) => `${it} agrees`))
  })

  test('then without a window the platform’s starts with its recognition, to the month', async () => {
    const answer = await get(`/api/platforms/${instruments}/figures?to=2025-08-31`)
    expect(answer.window).toEqual({ from: '2024-11-01', to: '2025-08-31' })
  })

  test('then an amount opens to rows that add up to it, page by page', async () => {
    let url: string | undefined = `/api/platforms/${cmc}/figures/contractAmount/entries?${WINDOW}&limit=20`
    let [sum, rows] = [0n, 0]
    while (url) {
      const page: { entries: { value: string }[]; next?: string } = await get(url)
      for (const it of page.entries) sum += BigInt(it.value.replace('.', ''))
      rows += page.entries.length
      url = page.next && `/api/platforms/${cmc}/figures/contractAmount/entries?${WINDOW}&limit=20&cursor=${page.next}`
    }
    expect({ sum, rows }).toEqual({ sum: 2_063_000_000n, rows: 52 })
  })

  test.each([
    ['value', (it: Row) => BigInt(it.value.replace('.', ''))],
    ['date', (it: Row) => it.date],
    ['sequence', (it: Row) => it.sequence],
    ['contractNo', (it: Row) => it.contractNo],
  ] as const)(
    'then its rows come in the order of %s, or the other way round, all of them, page by page',
    async (by, of) => {
      const walked = async (sort: string) => {
        const address = `/api/platforms/${cmc}/figures/invoicedAmount/entries?${WINDOW}&limit=7${sort && `&sort=${sort}`}`
        const rows: Row[] = []
        for (let url: string | undefined = address; url; ) {
          const page: { entries: Row[]; next?: string } = await get(url)
          rows.push(...page.entries)
          url = page.next && `${address}&cursor=${page.next}`
        }
        return rows
      }
      const rows = await walked('')
      const order = (a: Row, b: Row) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : rows.indexOf(a) - rows.indexOf(b))
      expect(rows.length).toBeGreaterThan(14)
      expect(await walked(by)).toEqual([...rows].sort(order))
      const other = (a: Row, b: Row) => (of(a) > of(b) ? -1 : of(a) < of(b) ? 1 : rows.indexOf(a) - rows.indexOf(b))
      expect(await walked(`-${by}`)).toEqual([...rows].sort(other))
    },
  )

  test('then rows are asked for in no order that there is not', async () => {
    const response = await app.inject({ url: `/api/platforms/${cmc}/figures/projects/entries?${WINDOW}&sort=actor` })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ code: 'unknown-value', errors: [{ pointer: '/sort' }] })
  })

  test('then as of an earlier day it says what it said then, and the changes explain the difference', async () => {
    const then = await figures(instruments, `${WINDOW}&asOf=2025-03-31`)
    const now = await figures(instruments)
    const { figures: moved } = await get(
      `/api/platforms/${instruments}/figures/changes?${WINDOW}&since=2025-03-31&codes=contractAmount,projects`,
    )
    for (const it of moved as { code: string; entries: { effect: string }[] }[]) {
      const effects = it.entries.reduce((sum, entry) => sum + BigInt(entry.effect.replace('.', '')), 0n)
      expect(effects).toBe(BigInt(now[it.code].replace('.', '')) - BigInt(then[it.code].replace('.', '')))
    }
    expect(Number(then.projects)).toBeLessThan(27)
  })

  test('when amounts of two bases are to be added, then it is refused with the parts (H12)', async () => {
    const response = await app.inject({ url: `/api/figures/total?${WINDOW}&codes=contractAmount,receivedAmount` })
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({
      code: 'mixed-bases',
      rule: 'H12',
      facts: { parts: [{ code: 'contractAmount' }, { code: 'receivedAmount' }] },
    })
  })

  test('then both platforms together have the letter’s two amounts', async () => {
    const answer = await get(`/api/figures/total?${WINDOW}&codes=contractAmount`)
    // 9,116,800.00 + 20,630,000.00, one basis and one tax basis.
    expect(answer).toMatchObject({ value: '29746800.00', basis: 'signed', taxBasis: 'inclusive' })
  })

  test('when a command’s position is waited for, then the figure has it; the same key again records nothing', async () => {
    const before = await figures(instruments, 'from=2025-09-01&to=2026-12-31')
    const id = engagementIdOf(instruments, 'JM-2025-001')
    const send = () =>
      app.inject({
        method: 'POST',
        url: `/api/engagements/${id}/payments`,
        headers: { 'idempotency-key': 'e2e-payment' },
        payload: {
          bankReference: 'E2E-1',
          payer: { id: { scheme: 'person', value: 'P-1' }, name: '代付人' },
          share: '100.01',
          total: '100.01',
          receivedOn: '2025-10-01',
        },
      })
    const [first, second] = [await send(), await send()]
    expect([first.statusCode, second.statusCode]).toEqual([201, 201])
    expect(second.json()).toEqual(first.json())
    const after = await figures(instruments, `from=2025-09-01&to=2026-12-31&waitFor=${first.json().position}`)
    expect(BigInt(after.receivedAmount.replace('.', '')) - BigInt(before.receivedAmount.replace('.', ''))).toBe(10_001n)
  })

  test('when the read model is deleted, then every answer comes back byte for byte', async () => {
    const urls = [
      `/api/figures?${WINDOW}`,
      `/api/figures?${WINDOW}&asOf=200`,
      `/api/platforms/${cmc}/figures/clients/entries?${WINDOW}`,
      `/api/platforms/${instruments}/figures/contractAmount/groups?${WINDOW}&by=category`,
      `/api/engagements?platform=${cmc}&limit=1000`,
      `/api/platforms/${instruments}/published-figures?${WINDOW}`,
    ]
    const before = await Promise.all(urls.map(async (url) => (await app.inject({ url })).body))
    await close()
    for (const side of ['', '-wal', '-shm']) rmSync(readModelFile(folder) + side, { force: true })
    await open()
    expect(await Promise.all(urls.map(async (url) => (await app.inject({ url })).body))).toEqual(before)
  })

  test('when one byte of the read model is flipped, then it is found, named and built again', async () => {
    const contracts = '/api/engagements?limit=100'
    const before = [await figures(instruments), await get(contracts)]
    await close()
    const file = readModelFile(folder)
    const bytes = readFileSync(file)
    // In every copy of a stored text, so that a page in use is hit and not only unused space.
    const text = Buffer.from('年度装调与检测框架协议', 'utf16le')
    const places: number[] = []
    for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at)
    expect(places.length).toBeGreaterThan(0)
    for (const at of places) bytes[at] ^= 0x10
    writeFileSync(file, bytes)
    const notes: string[] = []
    ledger = await openLedger({ folder, onNote: (text) => notes.push(text) })
    app = await createStandalone(ledger, { actor: '测试', logger })
    const refused = await app.inject({ url: contracts })
    expect([refused.statusCode, notes]).toEqual([503, [expect.stringContaining(file)]])
    while ((await app.inject({ url: contracts })).statusCode === 503) await new Promise(setImmediate)
    expect([await figures(instruments), await get(contracts)]).toEqual(before)
    expect(notes).toHaveLength(1)
  })

  test('when the cut, the cursor or the figure is not of this ledger, then the problem says so', async () => {
    const problems = await Promise.all(
      [
        `/api/figures?${WINDOW}&asOf=99999`,
        `/api/figures?${WINDOW}&asOf=yesterday`,
        `/api/figures?${WINDOW}&asOf=2025-02-30T08:00:00Z`,
        `/api/platforms/${cmc}/figures/clients/entries?${WINDOW}&cursor=abc`,
        `/api/platforms/${cmc}/figures/nothing/entries?${WINDOW}`,
        `/api/platforms/unknown/figures?${WINDOW}`,
        '/api/figures?from=2025-02-30&to=2025-08-31',
        `/api/figures?${WINDOW}&colour=red`,
      ].map(async (url) => {
        const response = await app.inject({ url })
        return `${response.statusCode} ${response.json().code}`
      }),
    )
    expect(problems).toEqual([
      '400 cut-beyond-the-log',
      '400 cut-format',
      '400 cut-format',
      '400 cursor-from-elsewhere',
      '404 unknown-figure',
      '404 unknown-platform',
      '400 not-a-calendar-day',
      '400 unknown-property',
    ])
  })
})
