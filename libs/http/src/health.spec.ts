import { Module } from '@nestjs/common'
import { pino } from 'pino'
import { createHttpApplication } from './application'
import type { ReadinessCheck } from './tokens'

@Module({})
class EmptyModule {}

async function readiness(...checks: ReadinessCheck['fault'][]) {
  const lines: string[] = []
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) })
  const named = checks.map((fault, i) => ({ name: `check-${i}`, fault }))
  const app = await createHttpApplication(EmptyModule, { actor: '王工', readiness: named, logger })
  const answer = await app.inject({ method: 'GET', url: '/health/ready' })
  await app.close()
  return { status: answer.statusCode, body: answer.json(), text: answer.body, log: lines.join('') }
}

describe('GET /health/ready', () => {
  it('waits for checks that take a while, and every one must hold', async () => {
    const holds = async () => undefined
    expect(await readiness(holds, () => undefined)).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await readiness(holds, async () => 'catching up')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', checks: { 'check-0': 'ok', 'check-1': 'catching up' } },
    })
  })

  it('stays ready where a fault is one to be looked at, and says it', async () => {
    const named = [{ name: 'witnesses', servesOn: true, fault: () => 'one has seen another history' }]
    const app = await createHttpApplication(EmptyModule, { actor: '王工', readiness: named })
    const answer = await app.inject({ method: 'GET', url: '/health/ready' })
    await app.close()
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', checks: { witnesses: 'one has seen another history' } },
    ])
  })

  it('is not ready when a check fails to answer, and only the log says why', async () => {
    const answer = await readiness(
      () => undefined,
      () => {
        throw new Error('EIO: /srv/ledger/log.sqlite')
      },
    )
    expect(answer).toMatchObject({ status: 503, body: { checks: { 'check-0': 'ok', 'check-1': 'failed' } } })
    expect(answer.text).not.toContain('srv')
    expect(answer.log).toContain('/srv/ledger/log.sqlite')
  })
})
