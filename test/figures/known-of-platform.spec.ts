import { createStandaloneOf, type FixtureOfTwo } from './two-platforms.spec-support'

const OTHER = { id: { scheme: 'foreign', country: 'DE', value: 'HRB 1234' }, name: 'Beispiel Optik GmbH' }

describe('what the forms of a platform are filled in from', () => {
  let fixture: FixtureOfTwo
  beforeEach(async () => {
    fixture = await createStandaloneOf()
  })
  afterEach(() => fixture.close())
  const known = async (platform: string) => (await fixture.get(`/api/platforms/${platform}/known?`)).json()
  const signed = (n: number, amount: string, more = {}) =>
    fixture.sign({ contractNo: `X-${n}`, amount, signedOn: `2025-03-${String(n).padStart(2, '0')}`, ...more })

  test('given clients signed with, then each stands there once by its code, under its newest name, the last one first', async () => {
    await signed(3, '100.00', { client: { ...fixture.client, name: '示例光电科技有限公司（新）' } })
    await signed(1, '100.00')
    await signed(4, '100.00', { client: OTHER })
    const { clients } = await known(fixture.p)
    expect(clients).toEqual([
      // A number is known however it is typed.
      {
        id: { ...OTHER.id, value: 'HRB1234' },
        name: OTHER.name,
        names: [OTHER.name],
        contracts: 1,
        lastSignedOn: '2025-03-04',
      },
      {
        id: fixture.client.id,
        name: '示例光电科技有限公司（新）',
        names: ['示例光电科技有限公司（新）', '示例光电科技有限公司'],
        contracts: 2,
        lastSignedOn: '2025-03-03',
      },
    ])
  })

  test('given another platform’s contracts, then nothing of them is told', async () => {
    await signed(1, '100.00', { platform: fixture.q })
    expect(await known(fixture.p)).toMatchObject({ clients: [], usual: {} })
  })

  test('given a contract that was voided, then it makes nobody known', async () => {
    const { id, entryId } = await signed(1, '100.00')
    await fixture.post(`/api/engagements/${id}/voids`, { voids: entryId, reason: '重复登记' })
    expect((await known(fixture.p)).clients).toEqual([])
  })

  test('given five amounts, then the usual one is that in their middle; of four there is none', async () => {
    for (const [i, amount] of ['1.00', '900000.00', '30.00', '20.00'].entries()) await signed(i + 1, amount)
    expect((await known(fixture.p)).usual).toEqual({})
    await signed(5, '10.00')
    expect((await known(fixture.p)).usual).toEqual({ contract: '20.00' })
  })
})
