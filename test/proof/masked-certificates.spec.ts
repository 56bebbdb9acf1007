import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PLATFORM_FIGURES, PROGRAMME_FIGURES } from '@pilot-ledger/figures'
import { canonicalJson, type JsonObject } from '@pilot-ledger/kernel'
import { pino } from 'pino'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { hiddenValuesIn } from '../certificates/hidden-values.spec-support'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'
import { ASKED, restoredIn } from '../ledgers/november-2026.spec-support'

// biome-ignore lint/suspicious/noExplicitAny: whatever the file holds.
type File = any

describe('given the demonstration, and an outsider who has its key on paper', () => {
  let fixture: DemonstrationFixture
  let key: string
  let programme: string
  /** All that outsiders must not be shown, as it stands in the ledger. */
  let hidden: ReadonlySet<string>
  const WINDOW = 'from=2024-11-01&to=2025-08-31'

  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    key = (await fixture.get('/api/log/key', 'auditor')).body.trimEnd()
    programme = (await fixture.get('/api/programmes', 'auditor')).json().programmes[0].id
    const [values, hosts] = [new Set<string>(), [] as string[]]
    for await (const page of fixture.ledger.log.readAll())
      for (const it of page) {
        for (const value of hiddenValuesIn(it)) values.add(value)
        const { host } = it.data as File
        if (host) hosts.push(host.id.value, host.name)
      }
    // Hosts of platforms are public.
    for (const host of hosts) values.delete(host)
    hidden = values
  }, 60_000)
  afterAll(() => fixture.close())

  const file = async (path: string, query = `${WINDOW}&masked=true`) => {
    const answer = await fixture.get(`/api/${path}/certificate?${query}`, 'auditor')
    expect([answer.statusCode, path]).toEqual([200, path])
    return answer.rawPayload
  }
  const told = (bytes: Uint8Array) => {
    const verdict = verify(bytes, { key })
    if (verdict.verdict !== 'valid') throw new Error(JSON.stringify(verdict))
    return verdict.found.told
  }
  const entriesIn = (bytes: Buffer): JsonObject[] =>
    (JSON.parse(bytes.toString()) as File).streams.flatMap((it: File) => it.entries)
  const tokensIn = (bytes: Buffer, name: string): readonly File[] =>
    entriesIn(bytes).flatMap(({ tokens = {} }: File) => (tokens[name] === undefined ? [] : [tokens[name]]))

  test('when any figure is certified for outsiders, then it verifies to the value of the certificate that shows all', async () => {
    const { instruments } = fixture
    const paths = [
      // By turns of one platform and of all: each takes a second.
      ...PLATFORM_FIGURES.map(({ code }, i) =>
        i % 2 === 0 ? `figures/total/${code}` : `platforms/${instruments}/figures/${code}`,
      ),
      ...PROGRAMME_FIGURES.map(({ code }) => `programmes/${programme}/figures/${code}`),
    ]
    for (const path of paths) {
      const { value, rows, whole } = told(await file(path)).facts
      const open = told(await file(path, WINDOW)).facts
      expect([path, value, rows, whole]).toEqual([path, open.value, open.rows, 0])
    }
  }, 240_000)

  test('when any close or statement of the letter is certified for outsiders, then it verifies to the same, and shows nothing hidden', async () => {
    const asked = async (path: string) => (await fixture.get(`/api/${path}`, 'auditor')).json()
    const paths: string[] = []
    for (const { id } of (await asked('platforms')).platforms)
      for (const { period, status } of (await asked(`platforms/${id}/closes`)).closes)
        if (status === 'closed') paths.push(`platforms/${id}/closes/${period}`)
    const closes = paths.length
    const letter = await asked(`programmes/${programme}/letter?${WINDOW}`)
    // Of each figure one, of the platforms and of the programme.
    for (const { programme: own, platform, publicationNo } of letter.statements)
      paths.push(`${own ? `programmes/${own}` : `platforms/${platform}`}/published-figures/${publicationNo}`)
    expect([closes > 0, paths.length - closes]).toEqual([true, 22])
    for (const path of paths) {
      const times = path.includes('/closes/') ? '' : WINDOW
      const masked = await file(path, `${times}&masked=true`)
      expect([path, told(masked).facts]).toEqual([
        path,
        { ...told(await file(path, times)).facts, masked: true, whole: 0 },
      ])
      const text = masked.toString()
      expect([path, [...hidden].filter((it) => text.includes(canonicalJson(it)))]).toEqual([path, []])
    }
    const seal = `/api/rounds/${(await asked('rounds')).rounds[0].id}/seal/certificate?masked=true`
    const refused = await fixture.get(seal, 'auditor')
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'seal-not-masked'])
  }, 240_000)

  test('then of a close neither the findings that were left open, which name payers and papers, nor why stand in the tree', async () => {
    const closes: File[] = []
    for await (const page of fixture.ledger.log.readAll())
      closes.push(...page.filter(({ stream }) => stream.startsWith('closing-')))
    const masked = (type: string) => closes.filter((it) => it.type === type).map((it) => it.metadata.masked.fields)
    expect(new Set(masked('CloseProposed').flat())).toEqual(new Set(['checklist']))
    expect(new Set(masked('PeriodClosed').flat())).toEqual(new Set())
  })

  test('then neither client, product nor title stands in it, nor salt or hash by which one could be tried out', async () => {
    for (const path of [
      `figures/total/clients`,
      `figures/total/approvals`,
      `programmes/${programme}/figures/applicants`,
    ]) {
      const bytes = await file(path)
      const text = bytes.toString()
      expect([...hidden].filter((it) => text.includes(canonicalJson(it)))).toEqual([])
      expect(canonicalJson(entriesIn(bytes))).not.toMatch(/"salt"|"requestHash"|"idempotencyKey"/)
    }
  })

  test('then one client has one token in it, as it is one in the ledger, and another in the next', async () => {
    const path = 'figures/total/clients'
    const [open, first, second] = [await file(path, WINDOW), await file(path), await file(path)]
    const clients = entriesIn(open).flatMap(({ data }: File) => (data.client ? [data.client.id.value] : []))
    const [ones, others] = [first, second].map((it) => tokensIn(it, 'client').map(({ id }) => id.value))
    const places = (list: readonly string[]) => list.map((it) => list.indexOf(it))
    expect(places(ones)).toEqual(places(clients))
    expect(places(others)).toEqual(places(clients))
    expect(ones.filter((it) => others.includes(it))).toEqual([])
    expect(new Set(ones).size).toBeGreaterThan(5)
  })

  test('then where a client is registered is told where it is asked, and nowhere else', async () => {
    const regions = async (code: string) => {
      const tokens = tokensIn(await file(`figures/total/${code}`), 'client')
      return new Set(tokens.map(({ id }) => id.value.slice(2, 8)))
    }
    expect(await regions('clients')).toEqual(new Set(['000000']))
    expect(await regions('clients.inCity')).toEqual(new Set(['000000', '442000']))
  })

  test('then which token is a platform’s host’s is told where it is asked, and nowhere else', async () => {
    const hosts = async (code: string) => tokensIn(await file(`figures/total/${code}`), 'host').length
    expect([await hosts('clients'), await hosts('clients.unrelated')]).toEqual([0, 3])
  })

  test('then it says in words that tokens are somebody’s word', async () => {
    const { unproved = [], statement } = told(await file('figures/total/clients'))
    expect(unproved.map(({ zh }) => zh).join()).toMatch(/代号由签发方给出并签名/)
    const words = unproved.map(({ en }) => en).join()
    expect(words).toMatch(/tokens are the signed word of who issued the file/)
    // Ids of now are made of nothing.
    expect(words).not.toMatch(/ids derived/)
    expect(statement.map(([name]) => name.zh)).toContain('遮盖')
  })

  test('when masked is asked with another word, then it is refused', async () => {
    const answer = await fixture.get(`/api/figures/total/clients/certificate?masked=yes`, 'auditor')
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, '/masked'])
  })
})

test('given a ledger of before, gone on with, then who is shown whole and who is hidden count once where they are one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gone-on-'))
  const ledger = await openLedger({ folder: await restoredIn(folder) })
  const app = await createStandalone(ledger, { actor: '本机', clock: () => ASKED, logger: pino({ level: 'silent' }) })
  try {
    const old: File[] = []
    for await (const page of ledger.log.readAll())
      old.push(...page.filter(({ type }) => type === 'ContractSigned').map(({ data }) => data))
    const [{ client, platform, products }] = old
    const signing = {
      ...old[0],
      contractNo: 'NEW-1',
      client: { ...client, name: '改名后的单位' },
      signedOn: '2025-08-01',
      endsOn: undefined,
    }
    const signed = await app.inject({ method: 'POST', url: '/api/engagements', payload: signing })
    expect(signed.statusCode).toBe(201)
    for (const code of ['clients', 'clients.unrelated', 'products', 'contractAmount']) {
      const answer = await app.inject(
        `/api/platforms/${platform}/figures/${code}/certificate?from=2024-01-01&to=2025-12-31&masked=true&waitFor=${signed.json().position}`,
      )
      const verdict = verify(answer.rawPayload)
      if (verdict.verdict !== 'unconfirmed') throw new Error(JSON.stringify(verdict))
      const entries: File[] = answer.json().streams.flatMap((it: File) => it.entries)
      const [hidden, ...more] = entries.filter(({ metadata }) => metadata.masked)
      expect([hidden.type, more]).toEqual(['ContractSigned', []])
      expect(answer.body).not.toContain('改名后的单位')
      expect(verdict.found.told.facts.whole).toBe(entries.length - 1)
      const open = entries.find(({ data }) => data.client?.id?.value === client.id.value)
      expect(hidden.tokens).toMatchObject({ client: open.tokens.client, products: { length: products.length } })
    }
  } finally {
    await app.close()
    await ledger.close()
    rmSync(folder, { recursive: true })
  }
})
