import { patternsIn, patternsMade, slowOnes } from './patterns.spec-support'

/** Everything that runs on a server; what the page looks for, it looks for in the browser of who typed it. */
const CODE = ['libs', 'apps/cli/src', 'apps/standalone/src', 'apps/recorder/src', 'apps/reporter/src']

describe('given every pattern that texts of others are held against', () => {
  test('then none takes more than its share of time for a text that is made to slow it down', async () => {
    const patterns = patternsIn(CODE)
    expect(patterns.length).toBeGreaterThan(300)
    expect(await slowOnes(patterns)).toEqual([])
  }, 300_000)

  test('nor one of those that are put together', async () => {
    const made = [
      'intake/src/columns/unit-line',
      'finance/src/reconciliation/statement-furniture',
      'kernel/src/name-key',
    ]
    const patterns = made.flatMap((it) =>
      patternsMade(() => jest.isolateModules(() => require(`../../libs/${it}`)), `libs/${it}.ts`),
    )
    expect(patterns.length).toBeGreaterThan(10)
    expect(await slowOnes(patterns)).toEqual([])
  }, 300_000)
})

describe('given patterns that are known to be slow', () => {
  test.each([
    ['blanks at an end', '\\s+$'],
    ['brackets that do not close', '\\[[^\\]]*\\]'],
    ['figures told apart in two ways', '^(\\d+\\.?\\d*)x'],
    ['a word and blanks', '单位\\s*:?\\s*$'],
    ['one inside the other, which never ends', '^(a+)+$'],
  ])('%s: then they are found', async (_, source) => {
    expect(await slowOnes([{ source, flags: '', place: 'here' }], 500)).toHaveLength(1)
  })
  test('and one that is quick is not', async () => {
    expect(await slowOnes([{ source: '^[ ]*(\\d+(\\.\\d*)?)元?$', flags: '', place: 'here' }])).toEqual([])
  })
})
