import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { QUANZHOU } from '../../libs/evaluation/src/schemes/quanzhou'
import type { Asking, Work } from './asking'
import { payment, writeNdjson, writeXlsx } from './import'

const ROWS = 100_000
const LINES = 20_000
const PERIOD = '2025-05'
const ACCOUNT = '4400-1234-0001'
const LAST_DAY = '2199-12-31'
const DEADLINES = { selfAssessment: LAST_DAY, verification: LAST_DAY, reply: LAST_DAY, appeal: LAST_DAY }

/** Where the largest of everything stands. */
export interface Fixture {
  /** What was imported. */
  readonly imported: string
  /** Another such, where clerks record beside: of what waits for a second person nothing moves. */
  readonly other: string
  readonly round: string
}

interface Imported {
  readonly counts: { readonly recorded: number; readonly new: number }
  readonly position: string
}

/** What is recorded by much at once, each thing leaning on those before it, and where it is then. */
export async function recording(asking: Asking, scratch: string): Promise<{ works: Work[]; fixture: Fixture }> {
  const [ndjson, xlsx] = [join(scratch, 'rows.ndjson'), join(scratch, 'rows.xlsx')]
  await writeNdjson(ndjson, ROWS)
  await writeXlsx(xlsx, ROWS)
  const statement = join(scratch, 'statement.csv')
  writeFileSync(statement, statementText())
  const [one, other] = [await registered(asking, '示例导入平台一'), await registered(asking, '示例导入平台二')]
  const scheme = await asking.post('/api/schemes', {
    ...QUANZHOU,
    code: 'bench',
    content: { ...QUANZHOU.content, asOf: { kind: 'opening' } },
  })
  const fixture = { imported: one, other, round: '' }
  const at = `/api/platforms/${one}`
  const imports = (platform: string, file: string, mode: 'preview' | 'all'): Work => ({
    what: `${mode === 'all' ? 'import' : 'trial import'} of ${ROWS} rows, ${file.split('.').at(-1)}`,
    async run() {
      const { counts, position } = await asking.send<Imported>(`/api/platforms/${platform}/imports?mode=${mode}`, file)
      if (counts[mode === 'all' ? 'recorded' : 'new'] !== ROWS) throw new Error(JSON.stringify(counts))
      await asking.until(position)
    },
  })
  const bank = `${at}/reconciliation`
  const file = `?account=${ACCOUNT}&fileName=statement.csv`
  const works: Work[] = [
    imports(one, ndjson, 'preview'),
    imports(one, ndjson, 'all'),
    imports(other, xlsx, 'preview'),
    imports(other, xlsx, 'all'),
    {
      what: `a statement of ${LINES} lines, looked at and brought`,
      async run() {
        await asking.post(`${bank}/accounts`, BANK)
        await asking.send(`${bank}/statements/preview${file}`, statement)
        await asking.send(`${bank}/statements${file}`, statement)
      },
    },
    {
      what: 'its lines matched',
      async run() {
        await asking.post(`${bank}/matches/suggestions`)
        for (let i = 0; i < 4; i++) await asking.post(`${bank}/matches/runs`)
        for (const list of ['queues', 'lines', 'targets', 'matches']) await asking.get(`${bank}/${list}?limit=1000`)
      },
    },
    {
      what: 'a month looked at and proposed to be closed',
      async run() {
        const seen = await asking.json<Checks>(`${at}/closing-checklist?from=2025-05-01&to=2025-05-31`)
        await asking.post(`${at}/closing/closes`, {
          period: PERIOD,
          sequence: seen.asOf.sequence,
          totalsHash: seen.totalsHash,
          waivers: seen.items.filter((it) => it.open > 0).map(({ item }) => ({ item, reason: '压测' })),
        })
      },
    },
    {
      what: 'a round opened, stated, verified and graded',
      async run() {
        const opened = await asking.post('/api/rounds', {
          roundNo: 'BENCH-1',
          title: '示例评价',
          scheme: scheme.id,
          version: 1,
          year: 2025,
          platforms: [one, other],
          deadlines: DEADLINES,
        })
        fixture.round = opened.id
        for (const platform of [one, other]) {
          const its = `/api/rounds/${opened.id}/platforms/${platform}`
          await asking.post(`${its}/submission`)
          await asking.post(`${its}/verification`)
          await asking.post(`${its}/reply`, { text: '无异议', accepts: true })
        }
        // Ranks are known when all are verified.
        for (const platform of [one, other])
          await asking.post(`/api/rounds/${opened.id}/platforms/${platform}/grade-proposal`)
      },
    },
  ]
  return { works, fixture }
}

interface Checks {
  readonly asOf: { readonly sequence: number }
  readonly totalsHash: string
  readonly items: readonly { readonly item: string; readonly open: number }[]
}

/** What only a second person may do. */
export function secondPerson(asking: Asking, { imported, round }: Fixture): Work[] {
  return [
    {
      what: 'the close approved, and shown',
      async run() {
        const closes = `/api/platforms/${imported}/closing/closes/${PERIOD}`
        await asking.post(`${closes}/approval`)
        await asking.get(`/api/platforms/${imported}/closes/${PERIOD}`)
        await asking.get(`/api/platforms/${imported}/closes/${PERIOD}/variance`)
        await asking.get(`/api/platforms/${imported}/closes/${PERIOD}/close.xlsx`)
      },
    },
    {
      what: 'the round confirmed and sealed, its seal shown',
      async run() {
        const { platforms } = await asking.json<{ platforms: { platform: string }[] }>(`/api/rounds/${round}`)
        for (const { platform } of platforms)
          await asking.post(`/api/rounds/${round}/platforms/${platform}/grade-confirmation`)
        await asking.post(`/api/rounds/${round}/sealing`)
        await asking.get(`/api/rounds/${round}/seal`)
        for (const { platform } of platforms)
          await asking.get(`/api/rounds/${round}/platforms/${platform}/since-sealing`)
      },
    },
  ]
}

async function registered(asking: Asking, name: string): Promise<string> {
  const host = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例大学中山研究院' }
  const data = { name, host, town: '火炬开发区', fields: ['精密仪器'], registeredOn: '2024-01-01' }
  const { id } = await asking.post('/api/platforms', data)
  await asking.post(`/api/platforms/${id}/recognitions`, { tier: 'municipal', on: '2024-01' })
  return id
}

const BANK = {
  account: ACCOUNT,
  bank: '示例银行中山分行',
  holder: '示例大学中山研究院',
  currency: 'CNY',
  columnMap: {
    day: '交易日期',
    credit: '收入',
    debit: '支出',
    balance: '余额',
    counterparty: '对方户名',
    reference: '流水号',
    purpose: '摘要',
  },
}

/** What the bank says of the first payments that are imported, day by day. */
function statementText(): string {
  const payments = [0, 1, 2, 3, 4].flatMap((n) => Array.from({ length: LINES / 5 }, (_, i) => payment(i, n)))
  let balance = 0
  const lines = payments.map(([contractNo, reference, payer, , share, , day]) => {
    balance += Number(share)
    return `${day},${share},,${balance.toFixed(2)},${payer},${reference},${contractNo}`
  })
  return ['交易日期,收入,支出,余额,对方户名,流水号,摘要', ...lines, ''].join('\r\n')
}
