import * as fc from 'fast-check'
import { contradiction } from '../../apps/verifier/src/certificate/compare'
import { maskedEntries } from '../../apps/verifier/src/certificate/entries'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { run } from '../../apps/verifier/src/node/program'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { type Loose, Operator } from '../verifier/certificate-maker.spec-support'
import { alter, codeOf, everyByte, foundIn } from '../verifier/forging.spec-support'
import { forOutsiders, salted } from '../verifier/masked-maker.spec-support'

const WINDOW = { from: '2024-09-01', to: '2025-08-31' }
const CODES = [
  'clients',
  'clients.unrelated',
  'clients.firstServed',
  'products',
  'approvals',
  'jointCentres',
  'projects',
]
const VERSIONS: Readonly<Record<string, number>> = { products: 1, approvals: 1 }

/** A ledger some of whose entries are of before values could be masked, and its operator. */
function situation(seed: number, chosen: (index: number) => boolean = () => true, more?: string[]) {
  const history = randomHistory(seed, 40)
  const log = salted(history.log, chosen, more)
  const operator = new Operator(log)
  const [id] = history.platforms
  const ask = (code = 'clients') => ({
    code,
    version: VERSIONS[code] ?? 2,
    of: { platform: id },
    ...WINDOW,
    cut: log.length,
    value: naivePlatform(log, id, WINDOW.from, WINDOW.to, log.length).figures()[code] as string,
  })
  const check = (certificate: Loose) => verify(operator.file(certificate), { key: operator.signer.vkey })
  return { operator, ask, check, certificate: (code?: string) => operator.certificate(ask(code)) }
}
const entriesOf = (certificate: Loose): Loose[] => certificate.streams.flatMap((it: Loose) => it.entries)
const signed = (certificate: Loose): Loose => entriesOf(certificate).find((it) => it.type === 'ContractSigned')

test('given random ledgers, of which any part may be masked, then every certificate for outsiders verifies to the same', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...CODES), fc.constantFrom(0, 0.5, 1), (seed, code, share) => {
      const chance = new Chance(seed)
      const { certificate, check } = situation(seed, () => chance.maybe(share))
      const open = certificate(code)
      const { facts } = foundIn(check(open)).told
      const masked = forOutsiders(open)
      const found = foundIn(check(masked))
      expect(found.told.facts).toEqual({ ...facts, masked: true, whole: masked.whole })
      expect(contradiction(foundIn(check(open)), found)).toBeUndefined()
    }),
    { numRuns: Number(process.env.HISTORIES ?? 25) },
  )
})

describe('given a certificate for outsiders', () => {
  const { operator, certificate, check } = situation(3, (index) => index % 2 === 0)
  const masked = forOutsiders(certificate())
  const file = operator.file(masked)
  const key = operator.signer.vkey

  test('when any byte of it is changed, dropped or added, then it does not verify', () => {
    expect(codeOf(check(masked))).toBe('valid')
    everyByte(file, (it) => [verify(it, { key })])
  })

  test('when the operator himself changes one thing in it and signs it, then only his tokens are his word', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const forged = structuredClone(masked)
        alter(forged, new Chance(seed), ['streams', 'map', 'proof', 'cut', 'value', 'whole'])
        const without = (it: Loose) => JSON.stringify(it, (name, value) => (name === 'tokens' ? undefined : value))
        fc.pre(without(forged) !== without(masked))
        expect(codeOf(check(forged))).not.toMatch(/^(valid|unconfirmed|verifier-fault)$/)
      }),
      { numRuns: 150 },
    )
  })

  test('then the program says what is hidden, what is shown whole and what is not proved, in both languages', () => {
    const { text, code } = run(['x.json', '--key', key], () => file)
    expect(code).toBe(0)
    expect(masked.whole).toBeGreaterThan(0)
    const derived = entriesOf(masked).filter(({ id, metadata }) => metadata.masked && id[14] === '5').length
    expect(derived).toBeGreaterThan(0)
    for (const words of [
      `${derived} entries have ids derived from the key of their request`,
      '遮盖 · Masked',
      `${masked.whole} 条记录早于遮盖启用`,
      '代号由签发方给出并签名',
      'tokens are the signed word',
    ])
      expect(text).toContain(words)
    const [json] = JSON.parse(run(['x.json', '--key', key, '--json'], () => file).text).certificates
    expect(json).toMatchObject({ verdict: 'valid', masked: true, whole: masked.whole })
  })
})

describe('given an operator who lies with tokens', () => {
  const lie = (change: (certificate: Loose) => void, chosen?: (index: number) => boolean, more?: string[]) => {
    const { certificate, check } = situation(3, chosen, more)
    const masked = forOutsiders(certificate())
    change(masked)
    return codeOf(check(masked))
  }
  const clients = (it: Loose): Loose[] => entriesOf(it).flatMap(({ tokens }) => tokens?.client ?? [])
  const whole = () => false
  const otherThan = (one: Loose) => (it: Loose) => it.id.scheme === one.id.scheme && it.id.value !== one.id.value

  const AMOUNTS = ['amount']
  const LIES: readonly {
    he: string
    code: string
    change(it: Loose): void
    chosen?: () => boolean
    more?: string[]
  }[] = [
    {
      ...{ he: 'puts one in the place of an amount', code: 'tokens-misplaced' },
      change: (it) => Object.assign(signed(it).tokens, { amount: '1.00' }),
    },
    {
      ...{ he: 'had amounts masked when they were recorded', code: 'entry-unreadable', more: AMOUNTS },
      change: () => undefined,
    },
    {
      ...{ he: 'had amounts masked, and gives tokens for them', code: 'tokens-misplaced', more: AMOUNTS },
      change: (it) => Object.assign(signed(it).tokens, { amount: '1.00' }),
    },
    {
      ...{ he: 'gives another to a client that can be read', code: 'tokens-contradict', chosen: whole },
      change: (it) => Object.assign(clients(it)[0].id, { value: clients(it).find(otherThan(clients(it)[0])).id.value }),
    },
    {
      ...{ he: 'gives one to all clients that can be read', code: 'tokens-contradict', chosen: whole },
      change: (it) => {
        for (const client of clients(it)) client.id = clients(it)[0].id
      },
    },
    {
      ...{ he: 'calls a firm a person', code: 'tokens-contradict', chosen: whole },
      change: (it) => Object.assign(clients(it).find(({ id }) => id.scheme === 'uscc').id, { scheme: 'person' }),
    },
    {
      ...{ he: 'names more products than there are', code: 'tokens-contradict', chosen: whole },
      change: (it) => signed(it).tokens.products.push('M9'),
    },
    {
      ...{ he: 'gives none to a client that can be read', code: 'tokens-missing', chosen: whole },
      change: (it) => delete signed(it).tokens.client,
    },
    {
      ...{ he: 'gives none to the products of a hidden entry', code: 'tokens-missing' },
      change: (it) => delete signed(it).tokens.products,
    },
    {
      ...{ he: 'gives one that is no party', code: 'entry-unreadable' },
      change: (it) => Object.assign(signed(it).tokens, { client: 'M1' }),
    },
    {
      ...{ he: 'gives one for what is not there', code: 'entry-masked' },
      change: (it) => Object.assign(signed(it).tokens, { 'content/data/client': 'M1' }),
    },
    {
      ...{ he: 'says that fewer are shown whole', code: 'whole-differs', chosen: whole },
      change: (it) => Object.assign(it, { whole: it.whole - 1 }),
    },
    {
      ...{ he: 'leaves a salt in it', code: 'entry-masked' },
      change: (it) => Object.assign(signed(it).metadata.masked, { salt: 'AAECAwQFBgcICQoLDA0ODw==' }),
    },
  ]
  test.each(LIES)('when he $he, then it is named: $code', ({ code, change, chosen, more }) => {
    expect(lie(change, chosen, more)).toBe(code)
  })

  test('when he gives none at any one place, then it is named: what stands there would count beside its token', () => {
    const { certificate, check } = situation(3, whole)
    for (const code of ['clients', 'clients.unrelated', 'products', 'approvals', 'jointCentres']) {
      const masked = forOutsiders(certificate(code))
      const places = entriesOf(masked).flatMap(({ tokens = {} }, i) =>
        Object.keys(tokens).map((path) => [i, path] as const),
      )
      expect(places.length).toBeGreaterThan(0)
      for (const [i, path] of places) {
        if (path === 'host' && code !== 'clients.unrelated') continue
        const forged = structuredClone(masked)
        delete entriesOf(forged)[i].tokens[path]
        expect([code, path, codeOf(check(forged))]).toEqual([code, path, 'tokens-missing'])
      }
    }
  })

  test('when he calls two hidden clients one, then the count is another, and where it is stated so nothing shows it', () => {
    const one = (it: Loose) => {
      for (const client of clients(it)) Object.assign(client, clients(it)[0])
    }
    expect(lie(one)).toBe('value-differs')
    expect(
      lie((it) => {
        one(it)
        it.value = '1'
      }),
    ).toBe('valid')
  })
})

test('given an entry without its salt in a certificate that shows all, then it is not taken', () => {
  const { certificate, check } = situation(3)
  const open = certificate()
  expect(codeOf(check({ ...forOutsiders(open), format: open.format, whole: undefined }))).toMatch(
    /entry-masked|format-shape/,
  )
  const some = structuredClone(open)
  delete signed(some).metadata.masked.salt
  expect(codeOf(check(some))).toBe('entry-masked')
})

describe('given an entry in which a type is no text, for outsiders', () => {
  const key = 'centre-1'
  const named = { type: 'JointCentreEstablished', data: { key } }
  const none = { type: 'EntryCorrected', data: { content: named } }
  const read = (entry: object) => maskedEntries('jointCentres')({ metadata: {}, ...entry }, 'entry 7')
  // What passes for the name of a type when it is made a text, what cannot be made one, and what is none.
  const TYPES: readonly unknown[] = [['JointCentreEstablished'], { toString: 'x' }, {}, null, true, 7, undefined]

  test('when it is one, then the key that names somebody has a token', () => {
    expect(() => read({ ...none, tokens: { 'content/data/key': 'M1' } })).not.toThrow()
    expect(() => read(none)).toThrow(expect.objectContaining({ code: 'tokens-missing' }))
  })

  test.each(TYPES.map((it) => [it]))('when it is %j, then that is named, whoever says it', (type) => {
    const fault = expect.objectContaining({ code: 'entry-unreadable', at: 'entry 7' })
    const content = { ...named, type }
    for (const data of [{ content }, { change: { content } }, { change: { contents: [content] } }])
      expect(() => read({ type: 'EntryCorrected', data })).toThrow(fault)
    expect(() => read(content)).toThrow(fault)
  })
})
