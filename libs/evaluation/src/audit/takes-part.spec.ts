import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { schemeIdOf } from '../domain/scheme-rules'
import { A, B, clerkOf, DEADLINES, EVALUATOR, RoundFixture } from '../rounds/round-fixture.spec-support'
import { audit } from './audit.module'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
}, 60_000)
afterEach(() => fixture.close())

/** Every route of one round, as the app itself names them. */
function routesOfARound(): (readonly [string, string])[] {
  const { paths } = SwaggerModule.createDocument(fixture.app, new DocumentBuilder().build())
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/rounds/{round}'))
    .flatMap(([path, methods]) => Object.keys(methods as object).map((method) => [method, path] as const))
}

describe('given a round in which a platform takes no part, sealed', () => {
  it('then every route of it answers its account as if there were no such round', async () => {
    const round = await fixture.openRound({ platforms: [B] })
    const scheme = schemeIdOf('sample-quanzhou')
    const more = {
      roundNo: 'PJ-OPEN',
      title: '示例',
      scheme,
      version: 1,
      year: 2025,
      platforms: [B],
      deadlines: DEADLINES,
      repeats: '补充评价',
    }
    const unsealed = (await fixture.do(EVALUATOR, '/api/rounds', more)).id
    await fixture.submit(round, B)
    await fixture.verify(round, B)
    await fixture.grade(round, B)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-03-11' })
    const nowhere = '00000000-0000-5000-8000-000000000000'
    const routes = routesOfARound()
    expect(routes.length).toBeGreaterThan(25)
    for (const [method, path] of routes)
      for (const platform of [A, B]) {
        const at = (id: string) =>
          path
            .replace('{round}', id)
            .replace('{id}', platform)
            .replace('{indicator}', 'received')
            .replace('{paper}', 'notice.xlsx')
            .replace(/\{\w+\}/g, '1')
        const ask = (id: string) =>
          method === 'get' ? fixture.get(clerkOf(A), at(id)) : fixture.post(clerkOf(A), at(id), { reason: '试' })
        for (const id of [round, unsealed, nowhere]) {
          const { status, body } = await ask(id)
          expect([method, path, status, body.code]).toEqual([method, path, 404, 'unknown-round'])
        }
      }
    // To its own it is there.
    expect((await fixture.get(clerkOf(B), `/api/rounds/${round}/seal`)).status).toBe(200)
  }, 60_000)
})
