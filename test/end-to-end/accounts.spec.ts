import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { type Access, Guard, openAccess } from '@pilot-ledger/access'
import { platformIdOf, shanghaiDay } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { createStandalone, type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

describe('given the demonstration served with accounts', () => {
  let folder: string
  let ledger: Ledger
  let access: Access
  let app: NestFastifyApplication
  const cookies = new Map<string, string>()
  const [OURS, THEIRS] = [platformIdOf(INSTRUMENTS), platformIdOf(CMC)]

  const ask = (role: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, payload, headers: { cookie: cookies.get(role) ?? '', 'sec-fetch-site': 'same-origin' } })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'accounts-'))
    await demonstrationIn(folder)
    ledger = await openLedger({ folder })
    access = await openAccess({ folder, readyAccounts: READY_ACCOUNTS })
    app = await createStandalone(ledger, { actor: '本机', access, logger: pino({ level: 'silent' }) })
    for (const { name, password, role } of READY_ACCOUNTS) {
      const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { name, password } })
      cookies.set(role, String(answer.headers['set-cookie']).split(';')[0])
    }
  }, 30_000)
  afterAll(async () => {
    await app.close()
    access.close()
    await ledger.close()
    rmSync(folder, { recursive: true })
  })

  test('every route has its rule: a new one without is refused until it has', () => {
    expect(app.get(Guard).routesWithoutRule()).toEqual([])
  })

  test('nobody asks without an identity', async () => {
    for (const url of [
      '/api/platforms',
      `/api/platforms/${OURS}/figures`,
      '/api/entries',
      '/metrics',
      '/api/engagements',
    ])
      expect((await app.inject({ url })).statusCode).toBe(401)
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(200)
  })

  test('what a clerk records bears the clerk’s name', async () => {
    const signed = await ask('platform', 'POST', '/api/engagements', {
      platform: OURS,
      contractNo: 'ACC-1',
      client: { id: { scheme: 'uscc', value: '91442000MA9000001X' }, name: '示例客户' },
      title: '示例合同',
      kind: 'single',
      serviceCategories: ['产品试制'],
      products: ['示例产品'],
      amount: '100.00',
      taxBasis: 'inclusive',
      pricing: 'fixed',
      signedOn: shanghaiDay(Date.now()),
    })
    expect(signed.statusCode).toBe(201)
    const { id, position } = signed.json()
    const { entries } = (await ask('platform', 'GET', `/api/engagements/${id}/entries?waitFor=${position}`)).json()
    expect(entries[0].actor).toBe(READY_ACCOUNTS[0].name)
  })

  test('a clerk sees the own platform and nothing of the other, by any door', async () => {
    expect((await ask('platform', 'GET', `/api/platforms/${OURS}/figures?to=2025-08-31`)).statusCode).toBe(200)
    const others = (await ask('evaluator', 'GET', `/api/engagements?platform=${THEIRS}&limit=1`)).json().engagements[0]
    for (const url of [
      `/api/platforms/${THEIRS}/figures?to=2025-08-31`,
      `/api/platforms/${THEIRS}/figures/contractAmount/entries?to=2025-08-31`,
      `/api/platforms/${THEIRS}/figures/contractAmount/groups?by=client&to=2025-08-31`,
      `/api/platforms/${THEIRS}/figures/changes?since=1`,
      `/api/engagements/${others.id}`,
      `/api/engagements/${others.id}/entries`,
      `/api/engagements?platform=${THEIRS}`,
      '/api/figures?from=2024-11-01&to=2025-08-31',
      '/api/entries',
    ]) {
      const { statusCode } = await ask('platform', 'GET', url)
      expect([url, [403, 404]]).toEqual([url, expect.arrayContaining([statusCode])])
    }
    const list = (await ask('platform', 'GET', '/api/engagements?limit=1000')).json().engagements
    expect(new Set(list.map((it: { platform: string }) => it.platform))).toEqual(new Set([OURS]))
  })

  test('a position that no command answered is refused by name, not waited for', async () => {
    for (const url of [
      `/api/platforms/${OURS}`,
      `/api/platforms/${OURS}/figures`,
      '/api/engagements',
      '/api/platforms',
    ]) {
      for (const position of ['abc', '-1', '1e3', '5/5']) {
        const answer = await ask('evaluator', 'GET', `${url}?waitFor=${position}`)
        expect([url, position, answer.statusCode, answer.json().code]).toEqual([url, position, 400, 'not-a-position'])
      }
    }
  })

  test('an evaluator and finance write no contract', async () => {
    for (const role of ['evaluator', 'finance', 'administrator'])
      expect((await ask(role, 'POST', '/api/engagements', { platform: OURS })).statusCode).toBe(403)
  })
})
