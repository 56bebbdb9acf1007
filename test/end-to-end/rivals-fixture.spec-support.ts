import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess } from '@pilot-ledger/access'
import { DEFAULT_OLD_CHANGE_RULE, engagementIdOf, platformIdOf } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { PROGRAMME_ID } from '../../apps/standalone/src/demonstration/programme-keep'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

export const OURS = platformIdOf(INSTRUMENTS)
export const THEIRS = platformIdOf(CMC)
export const OUR_CONTRACT = engagementIdOf(OURS, 'OWN-1')
export const THEIR_CONTRACT = engagementIdOf(THEIRS, '暗账-1')
const THEIR_CLERK = { name: '对手登记员', displayName: '对手', role: 'platform', platforms: [THEIRS] } as const
/** In every text that is recorded of the others here, so that one search finds whatever of it is told. */
export const MARK = '暗账'
const THEIR_CODES = ['91350200776049653A', '24442000000000000777']

type Body = Readonly<Record<string, unknown>>
export type RivalsFixture = Awaited<ReturnType<typeof openRivalsFixture>>

/** The demonstration, and on top of it, second by second, what another platform and other units bring before the city. */
export async function openRivalsFixture() {
  const folder = mkdtempSync(join(tmpdir(), 'rivals-'))
  await demonstrationIn(folder)
  let now = Date.parse('2026-11-02T02:00:00.000Z')
  const clock = () => now
  const ledger = await openLedger({ folder, clock })
  const accounts = [...READY_ACCOUNTS, { ...THEIR_CLERK, password: 'demo-rival-of-clerk' }]
  const access = await openAccess({ folder, readyAccounts: accounts, clock })
  const oldChange = { ...DEFAULT_OLD_CHANGE_RULE, datedDays: 10_000 }
  const app = await createStandalone(ledger, {
    actor: '本机',
    access,
    oldChange,
    clock,
    logger: pino({ level: 'silent' }),
  })
  const cookies = new Map<string, string>()
  const ask = async (who: string, method: 'GET' | 'POST', url: string, payload?: object, type?: string) => {
    // No two entries in one second, and nobody asks too often.
    now += 1_013
    const cookie = cookies.get(who) ?? (await logIn(who))
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...(type && { 'content-type': type }) }
    return app.inject({ method, url, headers, ...(payload && { payload }) })
  }
  const logIn = async (who: string) => {
    const { name, password } = accounts.find((it) => it.name === who) ?? accounts[0]
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { name, password } })
    const cookie = String(answer.headers['set-cookie']).split(';')[0]
    cookies.set(who, cookie)
    return cookie
  }
  const post = async (who: string, url: string, body: Body | string, status = 201) => {
    const payload = typeof body === 'string' ? Buffer.from(body) : body
    const answer = await ask(who, 'POST', url, payload, typeof body === 'string' ? 'text/csv' : undefined)
    if (answer.statusCode !== status) throw new Error(`${who} ${url}: ${answer.statusCode} ${answer.body}`)
    const { position } = answer.json()
    if (position !== undefined) await ledger.model.reached(position, 5_000)
    return answer.json()
  }
  const programme = (register: string, body: Body) =>
    post('演示管理员', `/api/programmes/${PROGRAMME_ID}/${register}`, body)
  await theirBusiness(post)
  await othersBeforeTheCity(programme)
  await post('演示登记员', '/api/engagements', contract(OURS, 'OWN-1', '示例光电科技有限公司', '91440101MA5CJQ4N59'))
  await post('对手登记员', `/api/engagements/${THEIR_CONTRACT}/payments`, payment('暗账-HD-2', '500.00'))
  const headOfAll = ledger.model.tables.sequence
  return {
    app,
    ledger,
    headOfAll,
    get: (url: string, who = '演示登记员') => ask(who, 'GET', url),
    post,
    async close() {
      await app.close()
      access.close()
      await ledger.close()
      rmSync(folder, { recursive: true })
    },
  }
}

type Post = (who: string, url: string, body: Body | string, status?: number) => Promise<{ [more: string]: string }>

const contract = (platform: string, contractNo: string, client: string, code: string) => ({
  platform,
  contractNo,
  title: `${client}的合同`,
  kind: 'single',
  client: { id: { scheme: 'uscc', value: code }, name: client },
  serviceCategories: ['产品试制'],
  products: [`${client}的产品`],
  amount: '7654321.00',
  taxBasis: 'inclusive',
  pricing: 'fixed',
  signedOn: '2026-10-05',
})
const payment = (bankReference: string, amount: string) => ({
  bankReference,
  payer: { id: { scheme: 'uscc', value: THEIR_CODES[0] }, name: '暗账客户有限公司' },
  receivedOn: '2026-10-20',
  share: amount,
  total: amount,
})

/** A contract with its papers, a register's membership, a bank's statement, and a change that waits. */
async function theirBusiness(post: Post) {
  const [clerk, finance] = ['对手登记员', '演示财务']
  const signed = contract(THEIRS, '暗账-1', '暗账客户有限公司', THEIR_CODES[0])
  const on = `/api/engagements/${THEIR_CONTRACT}`
  const { entryId } = await post(clerk, '/api/engagements', signed)
  const invoice = { kind: 'digital', number: THEIR_CODES[1] }
  await post(clerk, `${on}/invoices`, {
    invoice,
    issuedOn: '2026-10-12',
    share: '900.00',
    total: '900.00',
    tax: '1.00',
  })
  await post(clerk, `${on}/payments`, payment('暗账-HD-1', '400.00'))
  const corrected = { type: 'ContractSigned', data: { ...signed, title: '暗账：改后的题目' } }
  await post(clerk, `${on}/corrections`, { corrects: entryId, content: corrected, reason: '暗账：写错了' })
  await post(clerk, `/api/platforms/${THEIRS}/production-lines`, {
    key: '暗账-L9',
    title: '暗账生产线',
    from: '2026-10',
  })
  const bank = `/api/platforms/${THEIRS}/reconciliation`
  const columnMap = { day: '日期', credit: '收', debit: '付', balance: '余额', reference: '凭证' }
  const account = { account: '2011002019200000777', bank: '暗账银行', holder: '暗账户名', currency: 'CNY', columnMap }
  await post(finance, `${bank}/accounts`, account)
  const span = 'opening=0.00&closing=400.00&from=2026-10-01&to=2026-10-31'
  const lines = '日期,收,付,余额,凭证\n2026-10-20,400.00,,400.00,暗账-HD-1\n'
  await post(finance, `${bank}/statements?account=${account.account}&fileName=october.csv&${span}`, lines)
}

/** Units that applied, were nominated, posted a demand: with results that are nobody else's business, and with published ones. */
async function othersBeforeTheCity(programme: (register: string, body: Body) => Promise<unknown>) {
  const party = (name: string, value: string) => ({ id: { scheme: 'foreign', country: 'DE', value }, name })
  const unit = party('暗账申报单位', '暗账-01')
  await programme('calls', { key: '2026', title: '2026 年申报', on: '2026-03-01' })
  const application = { title: '暗账平台', call: '2026', town: '火炬开发区', on: '2026-03-20' }
  await programme('applications', { ...application, key: '暗账-2026-01', party: unit })
  await programme('applications', {
    ...application,
    key: '暗账-2026-02',
    party: party('暗账单位二', '暗账-02'),
    platform: THEIRS,
  })
  await programme('calls/2026/closing', { on: '2026-04-30' })
  for (const key of ['暗账-2026-01', '暗账-2026-02'].map(encodeURIComponent))
    await programme(`applications/${key}/material-review`, { on: '2026-05-08', passed: true, reason: '暗账：材料一般' })
  await programme(`applications/${encodeURIComponent('暗账-2026-01')}/decision`, {
    on: '2026-06-01',
    decision: 'refused',
    reason: '暗账：条件不足',
  })
  await programme('nominations', { key: '暗账-SJ-1', title: '暗账推荐', party: unit, on: '2026-07-01' })
  await programme(`nominations/${encodeURIComponent('暗账-SJ-1')}/declined`, {
    on: '2026-08-01',
    reason: '暗账：省里未通过',
  })
  await programme('demands', { key: '暗账-JB-1', title: '暗账需求', party: unit, from: '2026-02-01' })
  await programme('elements', {
    key: '暗账-YS-1',
    title: '暗账要素',
    platform: THEIRS,
    element: 'fund',
    from: '2026-02-01',
  })
  await programme('alliance-members', { key: 'LM-90', party: party('公开的成员', 'M-90'), from: '2026-02-01' })
  await programme('alliance-members/LM-90/end', { on: '2026-06-30', reason: '暗账：退出的缘由' })
}
