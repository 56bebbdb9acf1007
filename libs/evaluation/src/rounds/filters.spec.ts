import type { SchemeFilter, SchemeVersion } from '../domain/scheme'
import { QUANZHOU } from '../schemes/quanzhou'
import { A, clerkOf, client, DEADLINES, EVALUATOR, NAMES, RoundFixture } from './round-fixture.spec-support'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await RoundFixture.open()
  await fixture.register(NAMES.a)
})
afterEach(() => fixture.close())

/** The sample with these filters alone, opened for 甲. */
async function openWith(filters: readonly SchemeFilter[]): Promise<string> {
  const scheme: SchemeVersion = { ...QUANZHOU, code: 'test', content: { ...QUANZHOU.content, filters } }
  const id = await fixture.publishScheme(scheme)
  const body = { roundNo: 'F', title: '过滤', scheme: id, version: 1, year: 2025, platforms: [A], deadlines: DEADLINES }
  return (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id
}
/** What a round says of contracts' amounts: the value, and which contracts are out, by what. */
async function contracts(round: string) {
  const { body } = await fixture.get(clerkOf(A), `${fixture.at(round, A)}/indicators/contracts/rows`)
  return [body.ledger, body.filtered.map((it: { contractNo: string; by: string[] }) => [it.contractNo, ...it.by])]
}

it('Signed and completed inside the window: both days, the last of the window among them', async () => {
  for (const [contractNo, on] of [
    ['1', '2025-12-31'],
    ['2', '2026-01-02'],
    ['3', undefined],
  ] as const) {
    const engagement = await fixture.sign(A, contractNo, 0, '100.00')
    if (on) await fixture.do(EVALUATOR, `/api/engagements/${engagement}/completion`, { on })
  }
  const round = await openWith(['signedAndCompletedInWindow'])
  expect(await contracts(round)).toEqual([
    '100.00',
    [
      ['2', 'signedAndCompletedInWindow'],
      ['3', 'signedAndCompletedInWindow'],
    ],
  ])
})

it('Related out: on the signing day, a branch as its head office; co-building is another matter', async () => {
  const affiliation = (key: string, of: number, from: string, relation: string) => ({
    key,
    title: key,
    from,
    party: client(of),
    relation,
  })
  await fixture.do(EVALUATOR, `/api/platforms/${A}/affiliations`, affiliation('G-1', 0, '2025-03-01', 'invests'))
  await fixture.do(EVALUATOR, `/api/platforms/${A}/affiliations`, affiliation('G-2', 1, '2025-01-01', 'coBuilds'))
  const branch = { key: 'F-1', title: '分公司', from: '2025-01-01', party: client(2), headOffice: client(0) }
  await fixture.do(EVALUATOR, `/api/platforms/${A}/branches`, branch)
  await fixture.sign(A, 'before', 0, '1.00', { signedOn: '2025-02-28' })
  await fixture.sign(A, 'related', 0, '10.00', { signedOn: '2025-03-01' })
  await fixture.sign(A, 'builds', 1, '100.00')
  await fixture.sign(A, 'branch', 2, '1000.00', { signedOn: '2025-04-01' })
  await fixture.sign(A, 'nobody', 3, '10000.00')
  const round = await openWith(['relatedOut'])
  expect(await contracts(round)).toEqual([
    '10101.00',
    [
      ['related', 'relatedOut'],
      ['branch', 'relatedOut'],
    ],
  ])
})

it('City only: whose credit code was registered in the city', async () => {
  await fixture.sign(A, 'away', 0, '1.00')
  const home = { id: { scheme: 'uscc', value: '91442000MA5CJQ4N5X' }, name: '本市客户' }
  await fixture.sign(A, 'home', 0, '10.00', { client: home })
  const round = await openWith(['cityOnly'])
  expect(await contracts(round)).toEqual(['10.00', [['away', 'cityOnly']]])
})

it('Tax bases are never added: a scheme that names none is told to strike one (H12)', async () => {
  await fixture.sign(A, 'with', 0, '1.00')
  await fixture.sign(A, 'without', 0, '10.00', { taxBasis: 'exclusive' })
  const content = JSON.parse(JSON.stringify(QUANZHOU.content))
  delete content.groups[1].indicators[1].source.taxBasis
  const id = await fixture.publishScheme({ ...QUANZHOU, code: 'bases', content })
  const body = { roundNo: 'T', title: '口径', scheme: id, version: 1, year: 2025, platforms: [A], deadlines: DEADLINES }
  const round = (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id
  const claims = [{ indicator: 'contracts', value: '11.00', reason: '合计' }]
  await fixture.do(clerkOf(A), `${fixture.at(round, A)}/assessment`, { claims })
  await fixture.submit(round, A)
  fixture.on('2026-02-05')
  expect((await fixture.post(EVALUATOR, `${fixture.at(round, A)}/verification`)).body).toMatchObject({
    code: 'mixed-tax-bases',
    facts: { indicator: 'contracts' },
  })
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/contracts/rows`)).body
  const out = rows.find((it: { taxBasis: string }) => it.taxBasis === 'exclusive')
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, {
    indicator: 'contracts',
    row: out.row,
    reason: '不含税，另计',
  })
  await fixture.do(EVALUATOR, `${fixture.at(round, A)}/verification`)
})
