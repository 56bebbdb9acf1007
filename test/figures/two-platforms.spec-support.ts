import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shanghaiDay } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'

const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }

/** A party of its own: the host itself is no unrelated client. */
const HOST = { id: { scheme: 'uscc', value: '123502001549897397' }, name: '示例依托单位' }

export type FixtureOfTwo = Awaited<ReturnType<typeof createStandaloneOf>>

/** A ledger with two platforms, spoken to over HTTP; questions wait for what was recorded last. */
export async function createStandaloneOf() {
  const folder = mkdtempSync(join(tmpdir(), 'two-'))
  const ledger = await openLedger({ folder })
  const app = await createStandalone(ledger, { actor: '测试', logger: pino({ level: 'silent' }) })
  let last = '0'
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: 'POST', url, payload })
    if (answer.statusCode === 201) last = answer.json().position
    return answer
  }
  const register = async (name: string) =>
    (
      await post('/api/platforms', {
        name,
        host: HOST,
        town: '火炬开发区',
        fields: ['光电'],
        registeredOn: '2025-01-01',
      })
    ).json().id as string
  const [p, q] = [await register('甲中试平台'), await register('乙中试平台')]
  const terms = (more: object) => ({
    platform: p,
    contractNo: 'X-1',
    client: CLIENT,
    title: '中试服务',
    kind: 'single',
    serviceCategories: ['产品试制'],
    products: ['物镜'],
    amount: '100.00',
    taxBasis: 'inclusive',
    pricing: 'fixed',
    signedOn: '2025-03-04',
    ...more,
  })
  return {
    p,
    q,
    client: CLIENT,
    host: HOST,
    terms,
    post,
    today: shanghaiDay(Date.now()),
    async get(url: string) {
      const waits = url.startsWith('/api/entries') ? url : `${url}&waitFor=${last}`
      return app.inject({ url: waits })
    },
    async sign(more: object): Promise<{ id: string; entryId: string }> {
      const answer = await post('/api/engagements', terms(more))
      if (answer.statusCode !== 201) throw new Error(answer.body)
      return answer.json()
    },
    async close() {
      await app.close()
      await ledger.close()
      rmSync(folder, { recursive: true })
    },
  }
}
