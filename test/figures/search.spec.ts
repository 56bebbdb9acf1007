import { createStandaloneOf, type FixtureOfTwo } from './two-platforms.spec-support'

describe('given a contract on the ledger', () => {
  let fixture: FixtureOfTwo
  beforeEach(async () => {
    fixture = await createStandaloneOf()
  })
  afterEach(() => fixture.close())
  const found = async (text: string) =>
    (await fixture.get(`/api/engagements?text=${encodeURIComponent(text)}`))
      .json()
      .engagements.map((it: { contractNo: string }) => it.contractNo)

  /** Each pair is one number to the rule that no number is signed twice (H6). */
  test.each([
    ['ZS\u20132025\u20137', 'ZS-2025-7'],
    ['ZS 2025 - 7', 'zs2025-7'],
    ['ZS-2025-7', 'ＺＳ－２０２５－７'],
    ['ZS-2025-7', 'ZS \u2014 2025 - 7'],
    ['ZS\u22152025', 'ZS/2025'],
  ])('then %s is found as %s, whole and by its beginning', async (signed, typed) => {
    await fixture.sign({ contractNo: signed })
    await fixture.sign({ contractNo: 'OTHER-1' })
    expect(await found(typed)).toEqual([signed])
    expect(await found(typed.slice(0, -1).trim())).toEqual([signed])
  })

  test('then words are found as words: a blank between them stays', async () => {
    await fixture.sign({ contractNo: 'A-1', title: '镜头 装调' })
    expect(await found('镜头 装调')).toEqual(['A-1'])
    expect(await found('镜头装调')).toEqual([])
  })
})
