import type { JournalFormat } from '@pilot-ledger/intake/journals'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { CODES, figuresFrom, figuresIn } from './expected.spec-support'
import { amountsIn, balancesIn, faultsIn, oneFenMore, tools } from './tools.spec-support'

const ALL_DAYS = 'from=1950-01-01&to=2199-12-31'
/** Cuts before and after late entries, corrections and voids; the last is the whole log. */
const CUTS = ['40', '150', '2025-03-31', '2025-09-15', '396']

/** As many of the list as a tool can be asked about in good time, spread over all of it. */
const spread = <T>(list: readonly T[], most: number) => {
  const step = Math.max(1, Math.floor(list.length / most))
  return list.filter((_, i) => i % step === 0)
}
/** hledger takes a tenth of a second a run, beancount half of one; ledger is asked about every fen. */
const MOST: Readonly<Record<JournalFormat, number>> = { ledger: Number.MAX_SAFE_INTEGER, hledger: 120, beancount: 30 }

let fixture: DemonstrationFixture
beforeAll(async () => {
  fixture = await openDemonstrationFixture()
}, 60_000)
afterAll(() => fixture.close())

async function exported(platform: string, format: string, asOf: string): Promise<string> {
  const answer = await fixture.get(`/api/platforms/${platform}/journal?format=${format}&asOf=${asOf}`, 'finance')
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.body
}

/** The server's own JSON at the same cut. */
async function served(platform: string, asOf: string): Promise<Record<string, bigint>> {
  const url = `/api/platforms/${platform}/figures?${ALL_DAYS}&asOf=${asOf}&codes=${CODES.join(',')}`
  const { figures } = (await fixture.get(url, 'finance')).json()
  const values = Object.fromEntries(figures.map((it: { code: string; value: string }) => [it.code, it.value]))
  return figuresFrom(values, figures[0].taxBasis)
}

describe.each(tools)('The demonstration’s journals in $named', (tool) => {
  const test = tool.missing.length > 0 ? it.skip : it

  test.each(CUTS)('as of %s: accepted, and every total is the service’s to the fen', async (asOf) => {
    for (const platform of [fixture.instruments, fixture.cmc]) {
      const text = await exported(platform, tool.format, asOf)
      expect(faultsIn(tool, text)).toBe('')
      expect(figuresIn(balancesIn(tool, text))).toEqual(await served(platform, asOf))
    }
  })

  test('one fen changed anywhere is found', async () => {
    const text = await exported(fixture.cmc, tool.format, '396')
    const places = amountsIn(text)
    expect(places.length).toBeGreaterThan(400)
    const passed = spread(places, MOST[tool.format]).filter(
      (place) => faultsIn(tool, oneFenMore(text, [place], [1n])) === '',
    )
    expect(passed).toEqual([])
  })

  test('one fen changed on both legs of any entry, so that it still balances, is found', async () => {
    const text = await exported(fixture.cmc, tool.format, '396')
    const places = amountsIn(text)
    const pairs = places.flatMap((it, i) => {
      const next = places[i + 1]
      const isPair =
        next && it.amount !== '0.00' && (it.amount === `-${next.amount}` || next.amount === `-${it.amount}`)
      return isPair && /^\s/.test(text.slice(text.lastIndexOf('\n', it.at) + 1)) ? [[it, next]] : []
    })
    expect(pairs.length).toBeGreaterThan(90)
    const passed = spread(pairs, MOST[tool.format]).filter(
      (pair) => faultsIn(tool, oneFenMore(text, pair, [1n, -1n])) === '',
    )
    expect(passed).toEqual([])
  })

  test('an entry left out, an entry twice, a payment in another month, a piece more are found', async () => {
    const text = await exported(fixture.cmc, tool.format, '396')
    const entry = /\n\n[^\n]*PaymentReceived[^\n]*(\n +[^\n]+)+/.exec(text)?.[0] as string
    const project = /\n\n[^\n]*PROJECT [^\n]*(\n +[^\n]+)+/.exec(text)?.[0] as string
    const month = entry.slice(2, 9)
    const changed = {
      left: text.replace(entry, ''),
      twice: text.replace(entry, entry + entry),
      // ledger checks a total where it stands in the file, so there the entry moves with its day.
      'months early': text.replace(entry, '').replace(/\n\n(?=\d)/, `${entry.replace(month, '2020-01')}\n\n`),
      'a project less': text.replace(project, ''),
    }
    for (const [what, it] of Object.entries(changed)) {
      expect(it).not.toBe(text)
      expect({ what, found: faultsIn(tool, it) !== '' }).toEqual({ what, found: true })
    }
  })
})
