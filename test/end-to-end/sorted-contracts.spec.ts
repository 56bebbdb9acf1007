import { type DemonstrationFixture, openDemonstrationFixture } from './demonstration-fixture.spec-support'

interface Row {
  readonly id: string
  readonly title: string
  readonly signedOn: string
  readonly outstanding: string
  readonly warnings: readonly string[]
}

describe('given the contracts of the demonstration', () => {
  let fixture: DemonstrationFixture
  let all: readonly Row[]
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    all = (await fixture.get('/api/engagements?limit=1000', 'evaluator')).json().engagements
  }, 60_000)
  afterAll(() => fixture.close())

  /** Page by page, as somebody leafs through them. */
  const leafed = async (query: string): Promise<readonly Row[]> => {
    const rows: Row[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`
      const page = (await fixture.get(`/api/engagements?limit=7&${query}${next}`, 'evaluator')).json()
      rows.push(...page.engagements)
      cursor = page.next
    }
    return rows
  }
  const fen = ({ outstanding }: Row) => Number(outstanding.replace('.', ''))

  it('when they are asked for by what is outstanding, the largest first, then pages follow one another and none is left out', async () => {
    const rows = await leafed('sort=-outstanding')
    expect(rows.map(fen)).toEqual(all.map(fen).sort((a, b) => b - a))
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)))
  })

  it('when by the day of signing, then equal days stand as they came into the ledger', async () => {
    const rows = await leafed('sort=signedOn')
    // A stable sort of the whole list in the order of the ledger.
    expect(rows.map(({ id }) => id)).toEqual(
      [...all].sort((a, b) => (a.signedOn < b.signedOn ? -1 : Number(a.signedOn > b.signedOn))).map(({ id }) => id),
    )
  })

  it('when by title, then numbers in it by their size', async () => {
    const titles = (await leafed('sort=title&text=精密仪器中试服务')).map(({ title }) => title)
    expect(titles.findIndex((it) => it.endsWith('服务9'))).toBeLessThan(titles.findIndex((it) => it.endsWith('服务10')))
  })

  it('when with a warning too, then only those that bear it, in that order', async () => {
    const rows = await leafed('sort=-outstanding&warning=W14')
    const bearing = all.filter(({ warnings }) => warnings.includes('W14'))
    expect(bearing.length).toBeGreaterThan(7)
    expect(rows.map(fen)).toEqual(bearing.map(fen).sort((a, b) => b - a))
  })

  it('when by what is no column, then it is refused, and the cursor of another order too', async () => {
    expect((await fixture.get('/api/engagements?sort=wishes', 'evaluator')).statusCode).toBe(400)
    const { next } = (await fixture.get('/api/engagements?limit=7&sort=amount', 'evaluator')).json()
    const other = await fixture.get(`/api/engagements?limit=7&sort=-amount&cursor=${next}`, 'evaluator')
    expect(other.json().code).toBe('cursor-from-elsewhere')
  })
})
