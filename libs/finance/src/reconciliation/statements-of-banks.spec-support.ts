import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ColumnMap } from '../domain/bank-account'
import { BankFixture } from './bank-fixture.spec-support'

/** Files as banks write them; every value is invented. What is right of each stands in the specs, told by hand. */
const FILES = join(__dirname, '../../../../test/finance/statements-of-banks')
export const contentOf = (file: string) => readFileSync(join(FILES, file))

export interface Case {
  readonly file: string
  readonly account: string
  readonly map?: ColumnMap
  readonly query?: Record<string, string>
  readonly after?: string
  /** `from..to opening→closing`, then each line: day, signed amount, and what else is to be seen. */
  readonly right?: readonly string[]
  readonly notices?: readonly string[]
  readonly refused?: string
}
export async function townFor({ account, map }: Case): Promise<BankFixture> {
  const fixture = await BankFixture.open()
  await fixture.done('accounts', {
    account,
    bank: '示例银行',
    holder: '示例中试平台有限公司',
    currency: 'CNY',
    columnMap: map,
  })
  return fixture
}
const typeOf = (file: string) =>
  file.endsWith('.csv') ? 'text/csv' : file.endsWith('.xml') ? 'application/xml' : 'application/octet-stream'
export const send = (fixture: BankFixture, file: string, { account, query = {} }: Case, at?: string) =>
  fixture.file(contentOf(file), typeOf(file), { account, fileName: file, ...query }, at)

interface Reported {
  readonly [field: string]: string | undefined
}
const lineReported = (it: Reported) =>
  [
    it.day,
    it.direction === 'debit' ? `-${it.amount}` : it.amount,
    it.reference,
    it.counterparty,
    it.counterpartyAccount,
  ]
    .concat(it.purpose)
    .filter((text) => text !== undefined)
    .join(' ')

export async function check(it: Case): Promise<void> {
  const fixture = await townFor(it)
  try {
    if (it.after !== undefined) await send(fixture, it.after, { ...it, query: {} })
    const preview = await send(fixture, it.file, it, 'statements/preview')
    const answer = await send(fixture, it.file, it)
    if (it.refused !== undefined) {
      const { code, errors } = answer.body
      expect([code, ...(errors ?? []).map((one: { code: string }) => one.code)]).toContain(it.refused)
      expect(answer.status).toBe(422)
      return
    }
    expect(answer.body.code).toBeUndefined()
    expect(answer.status).toBe(201)
    const codes = preview.body.notices.map((one: { code: string }) => one.code)
    expect(codes).toEqual(expect.arrayContaining([...(it.notices ?? [])]))
    const [statement] = (await fixture.get('statements')).statements
    const { lines } = await fixture.get(`lines?statement=${statement.statement}`)
    expect([
      `${statement.from}..${statement.to} ${statement.opening}→${statement.closing}`,
      ...lines.map(lineReported),
    ]).toEqual(it.right)
  } finally {
    await fixture.close()
  }
}
