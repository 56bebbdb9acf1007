import * as fc from 'fast-check'
import { contradiction } from '../../apps/verifier/src/certificate/compare'
import { type Expected, verify } from '../../apps/verifier/src/certificate/verify'
import { run } from '../../apps/verifier/src/node/program'
import { noticesIn, unprovedIn } from '../../apps/verifier/src/verdict/report'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { naivePlatform } from '../figures/naive-model.spec-support'
import { type Group, type Loose, Operator, Signer } from './certificate-maker.spec-support'
import { alter, codeOf, everyByte, foundIn } from './forging.spec-support'

const WINDOW = { from: '2024-09-01', to: '2025-08-31' }
const WITNESS = new Signer('witness.example/w1', 9, 4)

/** A ledger with something to certify, and its operator. */
function situation(seed: number, steps?: number) {
  const { log, platforms } = randomHistory(seed, steps)
  const operator = new Operator(log, undefined, undefined, [WITNESS])
  const [id] = platforms
  const ask = (code = 'clients', cut = log.length) => ({
    code,
    version: 2,
    of: { platform: id },
    ...WINDOW,
    cut,
    value: naivePlatform(log, id, WINDOW.from, WINDOW.to, cut).figures()[code] as string,
  })
  const key = operator.signer.vkey
  const check = (file: Uint8Array, more: Expected = {}) => verify(file, { key, witnesses: [WITNESS.vkey], ...more })
  return { log, platforms, id, operator, key, ask, check }
}
describe('given a certificate that verifies', () => {
  const { operator, ask, check } = situation(3)
  const file = operator.file(operator.certificate(ask(), undefined, 0))

  test('when any byte of it is changed, dropped or added, then it does not', () => {
    expect(codeOf(check(file))).toBe('valid')
    everyByte(file, (it) => [check(it), verify(it)])
  })

  test('when it is asked for something else than it says, then it says what differs', () => {
    const asked: [Expected, string][] = [
      [{ code: 'projects' }, 'other-figure'],
      [{ of: { platform: 'another' } }, 'other-scope'],
      [{ from: '2024-09-02' }, 'other-window'],
      [{ to: '2025-08-30' }, 'other-window'],
      [{ cut: 3 }, 'other-cut'],
      [{ key: new Signer(operator.origin, 8).vkey }, 'foreign-key'],
      [{ key: 'x' }, 'key-format'],
      [{ witnesses: [new Signer('witness.example/w2', 5, 4).vkey] }, 'too-few-cosignatures'],
      [{ witnesses: [WITNESS.vkey, new Signer('witness.example/w2', 5, 4).vkey], cosignatures: 1 }, 'valid'],
      [{ witnesses: [WITNESS.vkey, WITNESS.vkey], cosignatures: 2 }, 'too-few-cosignatures'],
    ]
    for (const [expected, code] of asked) expect([expected, codeOf(check(file, expected))]).toEqual([expected, code])
    expect(codeOf(verify(file))).toBe('unconfirmed')
  })
})

describe('given a witness who is trusted, and whose clock tells no time', () => {
  const { log } = situation(3)
  const seconds = (time: string) => Date.parse(time) / 1000
  test.each([
    [seconds('1970-01-01T00:00:00Z'), 'valid'],
    [seconds('9999-12-31T23:59:59Z'), 'valid'],
    [seconds('9999-12-31T23:59:59Z') + 1, 'cosignature-time'],
    [9_000_000_000_000_0, 'cosignature-time'],
    // Beyond what a number tells exactly: the signature holds nevertheless.
    [2n ** 64n - 2n, 'cosignature-time'],
  ])('when it tells %s seconds, then it is %s', (time, code) => {
    const clock = new Signer('witness.example/clock', 4, 4)
    const off = Object.create(clock, { line: { value: (text: string) => clock.line(text, time) } }) as Signer
    const operator = new Operator(log, undefined, undefined, [off])
    const file = operator.file(operator.certificate(situation(3).ask()))
    const told = run(['f', '--key', operator.signer.vkey, '--witness', clock.vkey], () => file)
    expect(told).toMatchObject({ code: code === 'valid' ? 0 : 1, text: expect.stringContaining(code) })
  })
})

/** What an operator may try who signs whatever he made, and the fault that names it. */
const LIES: Readonly<Record<string, readonly [fault: string, lie: (it: Loose) => void]>> = {
  'another value': ['value-differs', (it) => (it.value = '999')],
  'a value by tax basis': ['value-differs', (it) => (it.value = { exclusive: '0.00', inclusive: '1.00' })],
  'an entry changed': ['entries-altered', (it) => (it.streams[1].entries[0].metadata.actor = 'another')],
  'a time changed': ['entries-altered', (it) => (it.streams.at(-1).entries[0].recordedAt += 1)],
  'the first entry of a stream left out': ['*', (it) => it.streams[1].entries.shift()],
  'the last entry of a stream left out': ['entries-missing', (it) => longest(it).entries.pop()],
  'an entry inside a stream left out': ['entries-missing', (it) => longest(it).entries.splice(1, 1)],
  'a stream left out': ['entries-missing', (it) => it.streams.pop()],
  'a stream twice': ['entry-order', (it) => it.streams.push(it.streams[0])],
  'an entry twice': ['entry-order', (it) => longest(it).entries.push(longest(it).entries.at(-1))],
  'two entries swapped': ['entry-order', (it) => longest(it).entries.reverse()],
  'an entry under another name of stream': ['*', (it) => (it.streams[1].stream = 'engagement-x')],
  'a node of the proof left out': ['proof-too-short', (it) => (it.proof = bytes(it.proof, (all) => all.subarray(32)))],
  'a node of the proof twice': [
    'proof-too-long',
    (it) => (it.proof = bytes(it.proof, (all) => Buffer.concat([all, all.subarray(0, 32)]))),
  ],
  'a node of the proof changed': ['proof-wrong', (it) => (it.proof = bytes(it.proof, (all) => all.fill(1, 0, 1)))],
  'half a node': ['format-shape', (it) => (it.proof = bytes(it.proof, (all) => all.subarray(0, 40)))],
  'another count in the map': ['map-proof-wrong', (it) => (it.map.leaves[0].count += 1)],
  'another root in the map': ['map-proof-wrong', (it) => (it.map.leaves[0].root = it.map.leaves[1].root)],
  'another key in the map': ['*', (it) => (it.map.leaves[0].key += 'x')],
  'a leaf of the map left out': ['*', (it) => it.map.leaves.shift()],
  'leaves of the map swapped': ['map-order', (it) => it.map.leaves.reverse()],
  'another root in the map’s entry': ['map-proof-wrong', (it) => (it.map.entry.data.root = it.map.leaves[0].root)],
  'the map of another cut': ['*', (it) => (it.cut -= 1)],
  'an entry of another kind as the map': ['*', (it) => (it.map.entry.type = 'ContractSigned')],
  'the cut beyond the map': ['map-entry', (it) => (it.cut += 1)],
  'a map whose cut is no number': ['map-entry', (it) => (it.map.entry.data.cut = {})],
  'another figure': ['*', (it) => (it.definition.code = 'projects.received')],
  'a figure that is none': ['figure-unknown', (it) => (it.definition.code = '__proto__')],
  'a later definition': ['definition-version', (it) => (it.definition.version = 3)],
  'another platform': ['*', (it) => (it.of.platform = 'another')],
  'a programme’s scope': ['figure-of-other', (it) => (it.of = { programme: 'another' })],
  'a window that ends before it begins': ['format-shape', (it) => (it.window.to = '2020-01-01')],
  'a month that is none': ['format-shape', (it) => (it.window.to = '2025-13-01')],
  'a day that February has not': ['format-shape', (it) => (it.window.to = '2025-02-31')],
  'a 29 February of no leap year': ['format-shape', (it) => (it.window.from = '2023-02-29')],
  'a 31 April': ['format-shape', (it) => (it.window.from = '2025-04-31')],
  'the scope of all in one’s place': ['format-shape', (it) => (it.of.platform = 'a/')],
  'a witness as the ledger': ['foreign-key', (it) => (it.key = WITNESS.vkey)],
  'a later format': ['format-unknown', (it) => (it.format = 'pilot-ledger/figure-certificate@2')],
  'a member too many': ['format-shape', (it) => (it.note = 'x')],
  'a member missing': ['format-shape', (it) => delete it.window],
  'a member of another kind': ['format-shape', (it) => (it.cut = '5')],
  'a checkpoint of another size': [
    'signature-wrong',
    (it) => (it.checkpoint = it.checkpoint.replace(/\n\d+\n/, '\n7\n')),
  ],
  'a checkpoint without a signature': ['note-format', (it) => (it.checkpoint = it.checkpoint.split('—')[0])],
  'a checkpoint with Windows line ends': [
    'note-format',
    (it) => (it.checkpoint = it.checkpoint.replaceAll('\n', '\r\n')),
  ],
}
const longest = (it: Loose) => it.streams.toSorted((a: Loose, b: Loose) => b.entries.length - a.entries.length)[0]
const bytes = (text: string, change: (it: Buffer) => Buffer) => change(Buffer.from(text, 'base64')).toString('base64')

describe('given an operator who signs what he made up', () => {
  test.each(Object.entries(LIES))('when he tells %s, then it is named', (_, [fault, lie]) => {
    const { operator, ask, check } = situation(3)
    const certificate = operator.certificate(ask())
    lie(certificate)
    const code = codeOf(check(operator.file(certificate)))
    expect(code).not.toMatch(/^(valid|verifier-fault)$/)
    if (fault !== '*') expect(code).toBe(fault)
  })

  test('when he changes, drops or doubles anything that is proven, then it does not verify', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { operator, ask, check } = situation(seed, 40)
        const chance = new Chance(seed)
        const certificate = operator.certificate(ask())
        const before = JSON.stringify(certificate)
        alter(certificate, chance, ['cut', 'map', 'proof', 'streams', 'value'])
        if (JSON.stringify(certificate) === before) return
        expect(codeOf(check(operator.file(certificate)))).not.toMatch(/^(valid|verifier-fault)$/)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('when another signs with a key of the same name, or for another ledger, then it does not verify', () => {
    const { operator, ask, check, log } = situation(3)
    const certificate = operator.certificate(ask())
    expect(codeOf(check(operator.file(certificate, new Signer(operator.origin, 8))))).toBe('not-signed')
    const elsewhere = new Operator(log, 'ledger.example/elsewhere')
    expect(codeOf(check(elsewhere.file(elsewhere.certificate(ask()))))).toBe('foreign-key')
    const mixed = { ...certificate, checkpoint: elsewhere.certificate(ask()).checkpoint }
    expect(codeOf(check(operator.file(mixed)))).toBe('other-origin')
    const witnessed = operator.file({ ...certificate, key: WITNESS.vkey })
    expect(codeOf(verify(witnessed, { key: WITNESS.vkey }))).toBe('key-format')
    // The signature of another certificate.
    const other = JSON.parse(operator.file(operator.certificate(ask('projects'))).toString())
    const own = JSON.parse(operator.file(certificate).toString())
    // A line beside the one signature would be bytes that nobody checks.
    const beside = `${own.signature}— another.example/x AAAAAAA=\n`
    expect(codeOf(check(Buffer.from(JSON.stringify({ ...own, signature: beside }))))).toBe('note-format')
    const replayed = JSON.stringify({ ...own, signature: other.signature })
    expect(codeOf(check(Buffer.from(replayed)))).toBe('statement-altered')
  })
})

describe('given an operator whose completeness map lies', () => {
  const without = (lost: (entry: Loose) => boolean, log: readonly Loose[]) => (groups: Group[]) =>
    groups.map(({ key, entries }) => ({ key, entries: entries.filter((it) => !lost(log[it])) }))

  test('when it leaves out an entry that others of its stream follow, then the certificate does not verify', () => {
    const { operator, ask, check, log } = situation(3)
    const followed = log.find(
      (it, i) => it.revision > 0 && log.slice(i + 1).some((later) => later.stream === it.stream),
    )
    operator.groupsSaid = without((it) => it === followed, log)
    expect(codeOf(check(operator.file(operator.certificate(ask()))))).toBe('entries-altered')
  })

  test('when it leaves out a whole contract, then one certificate verifies, and a second one finds it out', () => {
    const { operator, ask, check, log, id } = situation(3)
    const stream = log.find((it) => it.stream.startsWith('engagement-') && (it.data as Loose).platform === id)?.stream
    const cut = log.length - 2
    const before = operator.certificate(ask('clients', cut), undefined, 2)
    const honest = foundIn(check(operator.file(before)))
    const later = new Operator([...log, before.map.entry], operator.origin, undefined, [WITNESS])
    later.groupsSaid = without((it) => it.stream === stream, later.log)
    const lied = later.certificate(ask('clients', later.log.length))
    // He counts as he shows.
    const recomputed = check(later.file(lied))
    if (recomputed.verdict === 'invalid') lied.value = JSON.parse(String(recomputed.fault.facts.recomputed))
    const lie = foundIn(check(later.file(lied)))
    expect(contradiction(honest, lie)).toMatchObject({ code: 'left-out' })
    expect(contradiction(lie, honest)).toMatchObject({ code: 'left-out' })
    expect(contradiction(honest, honest)).toBeUndefined()
  })

  test('when he leaves out a notice since the cut, then alone nothing shows it, and beside a certificate of a later cut it is named', () => {
    const { log, ask, operator } = situation(3)
    const notice = {
      ...log[0],
      id: '11111111-1111-5111-8111-111111111119',
      stream: 'notices',
      revision: 0,
      type: 'BackupContinued',
      data: { reason: '磁盘损坏' },
    }
    const before = new Operator([...log, notice], operator.origin)
    const lie = before.certificate(ask(), undefined, 1)
    const { sequence: _, ...map } = lie.map.entry
    const after = new Operator([...log, notice, { ...map, revision: 0, position: '0' }], operator.origin)
    const honest = after.certificate({ ...ask(), cut: log.length + 1 }, undefined, 1)
    const [one, other] = [before.file(lie), after.file(honest)].map((it) =>
      foundIn(verify(it, { key: operator.signer.vkey })),
    )
    expect([one, other].map((it) => noticesIn(it).length)).toEqual([0, 1])
    expect(contradiction(one, other)).toMatchObject({ code: 'left-out', at: `entry ${log.length + 1}` })
    expect(contradiction(other, one)).toMatchObject({ code: 'left-out', at: `entry ${log.length + 1}` })
    expect(contradiction(other, other)).toBeUndefined()
    expect(unprovedIn(one).map((it) => it.en)).toContainEqual(expect.stringContaining('no notice since the cut'))
  })

  test('when he shows two histories, then two certificates find them out', () => {
    const { operator, ask, check, log } = situation(3)
    const forked = new Operator(
      log.map((it) => ({ ...it, metadata: { ...it.metadata, correlationId: 'forked' } })),
      operator.origin,
    )
    const of = (it: Operator, more = 0) =>
      foundIn(
        verify(it.file(it.certificate(ask('clients', log.length - 1), undefined, more)), { key: operator.signer.vkey }),
      )
    expect(contradiction(of(operator), of(forked))).toMatchObject({ code: 'two-roots' })
    expect(contradiction(of(operator), of(operator, 1))).toMatchObject({ code: 'two-roots' })
    expect(foundIn(check(operator.file(operator.certificate(ask())))).unchecked).toEqual([])
  })
})
