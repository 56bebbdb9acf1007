import { buffer } from 'node:stream/consumers'
import { PAPERS } from '@pilot-ledger/intake/workbooks'
import type { LightMyRequestResponse } from 'fastify'
import { fromBuffer } from 'yauzl'
import { ROUND_ID } from '../../apps/standalone/src/demonstration/evaluation'
import { PROGRAMME_ID } from '../../apps/standalone/src/demonstration/programme-keep'
import {
  MARK,
  OUR_CONTRACT,
  OURS,
  openRivalsFixture,
  type RivalsFixture,
  THEIR_CONTRACT,
  THEIRS,
} from './rivals-fixture.spec-support'

const EVALUATOR = '演示评价员'
/** The doors of figures are asked for every so many of them, for each in `npm run test:histories`. */
const EVERY = process.env.HISTORIES ? 1 : 6

describe('given a clerk, and a ledger full of what is not his', () => {
  let fixture: RivalsFixture
  /** Every entry of the log, as the evaluator reads it; entry n is at n - 1. */
  let entries: readonly LogEntry[]
  let foreign: readonly LogEntry[]
  let secrets: ReadonlyMap<string, string>
  beforeAll(async () => {
    fixture = await openRivalsFixture()
    entries = await allEntries(fixture)
    const contracts = (await fixture.get('/api/engagements?limit=1000', EVALUATOR)).json().engagements as Contract[]
    const others = contracts.filter((it) => it.platform !== OURS)
    foreign = entries.filter(isForeign(new Set(others.map((it) => it.id))))
    secrets = secretsOf(others, contracts, foreign, entries)
  }, 120_000)
  afterAll(() => fixture?.close())

  it('then no door, asked in any way, tells him anything of the others', async () => {
    expect(foreign.length).toBeGreaterThan(300)
    const reported = new Set<string>()
    let answered = 0
    for (const url of await questions(fixture)) {
      for (let next: string | undefined = url, pages = 0; next !== undefined && pages < 20; pages++) {
        const answer = await fixture.get(next)
        if (answer.statusCode >= 500) reported.add(`${next}: ${answer.statusCode}`)
        if (answer.statusCode === 200) answered++
        const text = `${JSON.stringify(answer.headers)}${await textOf(answer)}`
        for (const [secret, what] of secrets)
          if (!url.includes(secret) && text.includes(secret)) reported.add(`${url}: ${what} ${secret}`)
        next = answer.statusCode === 200 ? further(url, answer) : undefined
      }
    }
    expect([...reported]).toEqual([])
    expect(answered).toBeGreaterThan(150)
  }, 240_000)

  it('then cuts walked one by one, or instants tried around an entry, name only moments of his own entries', async () => {
    const ours = new Set(entries.filter((it) => !foreign.includes(it)).map((it) => it.recordedAt))
    const reported = new Set<string>()
    for (let cut = 0; cut <= fixture.headOfAll; cut++)
      for (const it of instantsIn((await fixture.get(`/api/cut?asOf=${cut}`)).body)) reported.add(it)
    expect([...reported].filter((it) => !ours.has(it))).toEqual([])

    const live = foreign.filter((it) => it.recordedAt > '2026-11-02')
    expect(live.length).toBeGreaterThan(15)
    for (const { recordedAt } of live) {
      const before = new Date(Date.parse(recordedAt) - 1).toISOString()
      const cutAt = async (asOf: string) => (await fixture.get(`/api/cut?asOf=${asOf}`)).json()
      expect(await cutAt(recordedAt)).toEqual(await cutAt(before))
    }
  }, 120_000)

  it('then an evaluator is told each cut to the millisecond, as ever', async () => {
    // What one request records in several streams bears one instant: as of then is with the last of them.
    const lastOf = new Map(entries.map(({ position, recordedAt }) => [recordedAt, Number(position)]))
    for (const { position, recordedAt } of entries.filter((it) => it.recordedAt > '2026-11-02')) {
      const reported = { sequence: Number(position), recordedAt }
      expect((await fixture.get(`/api/cut?asOf=${position}`, EVALUATOR)).json()).toEqual(reported)
      const then = { ...reported, sequence: lastOf.get(recordedAt) }
      expect((await fixture.get(`/api/cut?asOf=${recordedAt}`, EVALUATOR)).json()).toEqual(then)
    }
  })

  it('then what is others’ is answered as what is not there', async () => {
    const unknown = '00000000-0000-5000-8000-000000000000'
    for (const [theirs, route] of [
      [THEIR_CONTRACT, '/api/engagements/{id}'],
      [THEIR_CONTRACT, '/api/engagements/{id}/entries'],
      [THEIRS, '/api/platforms/{id}'],
      [THEIRS, '/api/platforms/{id}/figures?to=2025-08-31'],
      [THEIRS, `/api/rounds/${ROUND_ID}/platforms/{id}`],
    ]) {
      const [there, not] = await Promise.all([theirs, unknown].map((it) => fixture.get(route.replace('{id}', it))))
      const plain = (it: LightMyRequestResponse, id: string) => ({
        ...JSON.parse(it.body.replaceAll(id, '…')),
        instance: '',
      })
      expect(there.statusCode).toBeGreaterThanOrEqual(403)
      expect(plain(there, theirs)).toEqual(plain(not, unknown))
    }
  })

  it('then of the programme he reads his own, what is issued to everybody, and of others what a city publishes', async () => {
    const { registers } = (await fixture.get(`/api/programmes/${PROGRAMME_ID}`)).json()
    const known = (await fixture.get(`/api/programmes/${PROGRAMME_ID}`, EVALUATOR)).json().registers
    for (const kind of ['call', 'town', 'policy', 'target']) expect(registers[kind]).toEqual(known[kind])
    // 2024: three recognised, five to be cultivated; of the host's own everything, of the others the decision.
    const [own, ...others] = registers.application
    expect(own).toEqual(known.application[0])
    expect(own.platform).toBe(OURS)
    expect(others).toHaveLength(7)
    expect(others[0]).toEqual({
      key: '2024-02',
      title: known.application[1].title,
      call: '2024',
      party: known.application[1].party,
      town: '火炬开发区',
      synthetic: true,
      steps: [{ type: 'ApplicationDecided', on: '2024-11-28', decision: 'recognised', batch: '2024', synthetic: true }],
    })
    expect([registers.nomination, registers.demand]).toEqual([[], []])
    expect(registers.member.at(-1)).toMatchObject({ key: 'LM-90', steps: [{ type: 'AllianceLeft', on: '2026-06-30' }] })
    // How many there are stays public.
    const window = 'from=2024-09-02&to=2026-10-31'
    const figures = `/api/programmes/${PROGRAMME_ID}/figures`
    const [mine, all] = [
      (await fixture.get(`${figures}?${window}`)).json().figures,
      (await fixture.get(`${figures}?${window}`, EVALUATOR)).json().figures,
    ]
    expect(mine).toEqual(all)
    const rows = (await fixture.get(`${figures}/applicants/entries?${window}`)).json()
    expect(rows.total).toBe((await fixture.get(`${figures}/applicants/entries?${window}`, EVALUATOR)).json().total)
  })

  it('then his own paper names the last entry of his own', async () => {
    const paper = await fixture.get(`/api/platforms/${OURS}/papers/contracts.json?from=2026-01-01&to=2026-10-31`)
    const own = entries.filter((it) => it.engagement === OUR_CONTRACT)
    expect(paper.json().lastEntry).toBe(own.at(-1)?.entryId)
  })
})

interface LogEntry {
  readonly position: string
  readonly entryId: string
  readonly recordedAt: string
  readonly engagement?: string
  readonly platform?: string
  readonly stream?: string
  readonly data: { readonly [more: string]: unknown }
}
interface Contract {
  readonly id: string
  readonly platform: string
  readonly contractNo: string
  readonly client: { readonly name: string; readonly key: string }
}

async function allEntries(fixture: RivalsFixture): Promise<LogEntry[]> {
  const all: LogEntry[] = []
  for (let after = '0'; ; after = String(all.length)) {
    const page = (await fixture.get(`/api/entries?limit=1000&after=${after}`, EVALUATOR)).json().entries
    if (page.length === 0) return all
    all.push(...page)
  }
}

/** Of another platform, or of the programme about a unit that is another's and has no published result. */
function isForeign(contracts: ReadonlySet<string>) {
  return ({ engagement, platform, stream = '', data }: LogEntry) => {
    if (engagement !== undefined) return contracts.has(engagement)
    if (platform !== undefined) return platform !== OURS
    if (stream.startsWith('round-')) return data.platform !== undefined && data.platform !== OURS
    if (stream.startsWith('programme-')) return /^(暗账|2025-|SJ-|JB-)/.test(String(data.key))
    return /^(reconciliation|closing|statement-lines)-/.test(stream) && !stream.includes(OURS)
  }
}

/** What belongs to others alone, and what it is. */
function secretsOf(
  others: readonly Contract[],
  contracts: readonly Contract[],
  foreign: readonly LogEntry[],
  entries: readonly LogEntry[],
): ReadonlyMap<string, string> {
  const ours = contracts.filter((it) => it.platform === OURS)
  const known = new Set(ours.flatMap((it) => [it.contractNo, it.client.name, it.client.key]))
  const own = new Set(entries.filter((it) => !foreign.includes(it)).map((it) => it.recordedAt))
  const secrets = new Map([
    [MARK, 'a word of theirs'],
    ['91350200776049653A', 'a client’s code'],
    ['24442000000000000777', 'an invoice'],
    ['2011002019200000777', 'a bank account'],
  ])
  for (const { id, contractNo, client } of others) {
    secrets.set(id, 'a contract')
    for (const it of [contractNo, client.name, client.key]) if (!known.has(it)) secrets.set(it, 'a contract’s')
  }
  for (const { entryId, recordedAt } of foreign) {
    // The first entry of all names the ledger itself, on every paper of everybody.
    if (entryId !== entries[0].entryId) secrets.set(entryId, 'an entry')
    // The demonstration recorded many entries at one moment: those that were recorded alone tell whose they are.
    if (own.has(recordedAt)) continue
    secrets.set(recordedAt, 'a moment')
    secrets.set(new Date(Date.parse(recordedAt) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '), 'a time')
  }
  return secrets
}

/** Every GET of the document with our own and the others' ids in its path, its parameters given or left out. */
async function questions(fixture: RivalsFixture): Promise<string[]> {
  const { paths } = (await fixture.get('/openapi.json')).json() as OpenApi
  const codes = (await fixture.get('/api/figure-catalogue'))
    .json()
    .figures.map((it: { code: string }) => it.code) as string[]
  const scheme = (await fixture.get('/api/schemes')).json().schemes[0].id
  const names: Readonly<Record<string, readonly string[]>> = {
    code: codes.filter((_, i) => i % EVERY === 0),
    programme: [PROGRAMME_ID],
    round: [ROUND_ID],
    scheme: [scheme],
    version: ['1'],
    period: ['2025-08', '2025-09'],
    indicator: ['received', 'staff'],
    sample: ['1'],
    template: ['all.xlsx'],
    account: ['x'],
    token: ['x'],
  }
  const papers = {
    round: ['self-assessment.xlsx', 'deductions.xlsx', 'notice.xlsx', 'notice.docx'],
    platform: PAPERS.flatMap(({ code }) => [`${code}.csv`, `${code}.json`]),
  }
  const wanted = (path: string, name: string) => {
    if (name === 'paper') return papers[path.includes('/rounds/') ? 'round' : 'platform']
    if (name !== 'id') return names[name] ?? ['x']
    return path.startsWith('/api/engagements') ? [OUR_CONTRACT, THEIR_CONTRACT] : [OURS, THEIRS]
  }
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const filled = [...path.matchAll(/\{(\w+)\}/g)].reduce(
      (urls, [part, name]) => urls.flatMap((url) => wanted(path, name).map((it) => url.replace(part, it))),
      [path],
    )
    const named = new Set(get.parameters?.filter((it) => it.in === 'query').map((it) => it.name))
    return filled.flatMap((url) => QUERIES.map((query) => url + queryOf(query, named)))
  })
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      { readonly get?: { readonly parameters?: readonly { readonly in: string; readonly name: string }[] } }
    >
  >
}

const NEEDED = {
  from: '2024-11-01',
  to: '2026-10-31',
  by: 'client',
  format: 'hledger',
  since: '1',
  cell: 'currentAmount.inclusive.signed',
  // The feed from the first entry on; it would not end by itself.
  after: '0',
  once: 'true',
}
const QUERIES: readonly Readonly<Record<string, string>>[] = [
  { ...NEEDED, limit: '1000' },
  { ...NEEDED, limit: '1000', asOf: '2025-12-31', by: 'month', format: 'beancount', masked: 'true' },
  { ...NEEDED, limit: '7', platforms: THEIRS, platform: THEIRS, text: MARK, warning: 'W5' },
]

function queryOf(query: Readonly<Record<string, string>>, named: ReadonlySet<string>): string {
  const given = Object.entries(query).filter(([name]) => named.has(name))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** The next page of a list, where there is one. */
function further(url: string, answer: LightMyRequestResponse): string | undefined {
  if (!String(answer.headers['content-type']).includes('application/json')) return undefined
  const { next } = answer.json()
  return typeof next === 'string' ? `${url}${url.includes('?') ? '&' : '?'}cursor=${next}` : undefined
}

const instantsIn = (text: string) => text.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g) ?? []

/** What an answer says: of a workbook or a letter, all its parts; of a cursor, what it is made of. */
async function textOf({ rawPayload, body }: LightMyRequestResponse): Promise<string> {
  if (rawPayload.subarray(0, 2).toString() === 'PK') return (await partsOf(rawPayload)).join('\n')
  const cursors = body.match(/"next":"([\w-]+)"/g) ?? []
  return [body, ...cursors.map((it) => Buffer.from(it.slice(8, -1), 'base64url').toString())].join('\n')
}

function partsOf(zip: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error)
      const parts: string[] = []
      file.on('end', () => resolve(parts))
      file.on('entry', (entry) =>
        file.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          parts.push((await buffer(stream)).toString('utf8'))
          file.readEntry()
        }),
      )
      file.readEntry()
    })
  })
}
