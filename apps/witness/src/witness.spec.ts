import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkpointText,
  ED25519,
  EMPTY_ROOT,
  openCheckpoint,
  parseVerifierKey,
  signatureLine,
  signedNote,
  signerKey,
  verifierKeyText,
  witnessRequestText,
} from '@pilot-ledger/proof'
import fc from 'fast-check'
import { type OpenWitness, openWitness } from './open-witness'
import { believed, COMMON, History, LENGTH, LOG, sizeSaid } from './two-histories.spec-support'

const TIME = 1_764_460_800
const TRUE = new History('the one')
const FORKED = new History('the other')

describe('a witness of one log', () => {
  let folder: string
  let opened: OpenWitness
  const open = () => openWitness({ folder, logs: [verifierKeyText(LOG)], clock: () => TIME * 1000 + 999 })
  const reopen = () => {
    opened.close()
    opened = open()
  }
  const add = (text: string) => opened.witness.add(text)
  const asked = (older: number, size: number, history = TRUE) => add(history.request(older, size))
  /** What it says it has, to whoever knows nothing. */
  const keptSize = () => sizeSaid(asked(LENGTH, LENGTH)) ?? LENGTH
  const refusedNotes = (kind = '.refused') =>
    readdirSync(join(folder, 'logs'))
      .filter((it) => it.endsWith(kind))
      .map((it) => readFileSync(join(folder, 'logs', it), 'utf8'))
      .join()

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'witness-'))
    opened = open()
  })
  afterEach(() => {
    opened.close()
    rmSync(folder, { recursive: true })
  })

  it('cosigns the first checkpoint and what continues it, with the time', () => {
    const key = believed(parseVerifierKey(opened.verifierKey))
    for (const [older, size] of [
      [0, 3],
      [3, 3],
      [3, 20],
      [20, 21],
    ]) {
      const { status, body } = asked(older, size)
      expect(status).toBe(200)
      const checkpoint = believed(openCheckpoint(TRUE.note(size) + body, LOG, [key]))
      expect(checkpoint).toMatchObject({ size, cosigners: [{ key, time: TIME }] })
    }
  })

  it('remembers across a restart what it has cosigned, and how it is called', () => {
    asked(0, 7)
    const { verifierKey } = opened
    reopen()
    expect(opened.verifierKey).toBe(verifierKey)
    expect(asked(0, 9)).toEqual({ status: 409, type: 'text/x.tlog.size', body: '7\n' })
    expect(asked(7, 9).status).toBe(200)
  })

  it('tells who is late, or repeats himself, the size it has', () => {
    asked(0, 7)
    asked(7, 20)
    expect([asked(7, 20), asked(0, 7), asked(5, 30), asked(19, 20)].map(sizeSaid)).toEqual([20, 20, 20, 20])
    expect(asked(20, 20).status).toBe(200)
  })

  it('cosigns no other history: of the same size, larger with its own proof, or smaller', () => {
    asked(0, 20)
    expect(sizeSaid(asked(20, 20, FORKED))).toBe(20)
    expect(asked(20, 30, FORKED)).toMatchObject({ status: 422, body: expect.stringContaining('proof-') })
    expect(asked(20, 10, FORKED).status).toBe(400)
    expect(sizeSaid(asked(10, 15, FORKED))).toBe(20)
    expect(keptSize()).toBe(20)
    // What the log has signed against itself is there to be shown.
    expect(refusedNotes()).toContain(FORKED.note(20))
    // Of a larger one nobody has shown it.
    expect(refusedNotes('.doubtful')).toContain(FORKED.note(30))
    expect(asked(20, 30).status).toBe(200)
  })

  it('keeps what a log has signed against itself, whatever else it is asked about before', () => {
    asked(0, 7)
    const other = signerKey('somebody.example', ED25519, Buffer.alloc(32, 4))
    const junk = Array.from({ length: 40 }, () => `\u2014 ${other.name} ${Buffer.alloc(900, 4).toString('base64')}\n`)
    // Checkpoints that everybody may see, with proofs of nothing and with lines of anybody's.
    for (let i = 0; i < 60; i++) {
      const proof = [Buffer.alloc(32, i)]
      const checkpoint = TRUE.note(8 + (i % 30)) + junk.slice(i % 30).join('')
      expect(add(witnessRequestText({ older: 7, proof, checkpoint })).status).toBe(422)
    }
    expect(refusedNotes()).toBe('')
    expect(refusedNotes('.doubtful')).not.toContain(other.name)
    expect(refusedNotes('.doubtful').split(TRUE.note(8))).toHaveLength(2)
    add(witnessRequestText({ older: 7, proof: [], checkpoint: FORKED.note(7) + junk.join('') }))
    expect(refusedNotes()).toBe(`${FORKED.note(7)}\n`)
  })

  it('keeps of what may be honest the last ones only', () => {
    asked(0, 1)
    const text = (size: number) => checkpointText({ origin: LOG.name, size, root: TRUE.root(3) })
    const note = (size: number) => signedNote(text(size), [signatureLine(text(size), LOG)])
    for (let size = 2; size < 600; size++) add(witnessRequestText({ older: 1, proof: [], checkpoint: note(size) }))
    const doubtful = refusedNotes('.doubtful')
    expect(doubtful.length).toBeLessThanOrEqual(65_536)
    expect(doubtful.endsWith(`${note(598)}\n${note(599)}\n`)).toBe(true)
    expect(doubtful.startsWith(`${LOG.name}\n`)).toBe(true)
    expect(doubtful).not.toContain(note(2))
  })

  it('takes the common beginning of two histories from either, and from then on the one that came first', () => {
    asked(0, COMMON, FORKED)
    expect(asked(COMMON, COMMON + 1).status).toBe(200)
    expect(asked(COMMON + 1, COMMON + 1, FORKED).status).toBe(409)
    expect(asked(COMMON + 1, COMMON + 2, FORKED).status).toBe(422)
  })

  it('knows no other log, and no other key that calls itself this log', () => {
    const other = signerKey('another.example/log', ED25519, Buffer.alloc(32, 1))
    const impostor = signerKey(LOG.name, ED25519, Buffer.alloc(32, 9))
    expect(asked(0, 3, new History('the one', other)).status).toBe(404)
    expect(asked(0, 3, new History('the one', impostor)).status).toBe(403)
    const text = TRUE.note(3).replace('\n3\n', '\n4\n')
    expect(add(witnessRequestText({ older: 0, proof: [], checkpoint: text })).status).toBe(403)
    expect(keptSize()).toBe(0)
  })

  it('passes over signatures of others, and keeps none of them', () => {
    const other = signerKey('somebody.example', ED25519, Buffer.alloc(32, 4))
    const [text] = TRUE.note(3).split('\n\n')
    const strange = Array.from({ length: 60 }, () => signatureLine(`${text}\n`, other))
    const note = TRUE.note(3) + strange.join('')
    expect(add(witnessRequestText({ older: 0, proof: [], checkpoint: note })).status).toBe(200)
    expect(opened.statement()).not.toContain('somebody')
    expect(asked(3, 3).status).toBe(200)
  })

  it('refuses a proof that is too much, too little, or of something else', () => {
    asked(0, 7)
    const [right, checkpoint] = [TRUE.proof(7, 20), TRUE.note(20)]
    for (const proof of [[], right.slice(1), [...right, EMPTY_ROOT], right.toReversed(), FORKED.proof(7, 20)])
      expect(add(witnessRequestText({ older: 7, proof, checkpoint })).status).toBe(422)
    expect(add(witnessRequestText({ older: 7, proof: right, checkpoint: TRUE.note(7) })).status).toBe(422)
    expect(keptSize()).toBe(7)
  })

  it('has a proof of nothing before the first checkpoint', () => {
    expect(add(witnessRequestText({ older: 0, proof: [EMPTY_ROOT], checkpoint: TRUE.note(3) })).status).toBe(422)
    const empty = (root: Uint8Array) => {
      const text = checkpointText({ origin: LOG.name, size: 0, root })
      return witnessRequestText({ older: 0, proof: [], checkpoint: signedNote(text, [signatureLine(text, LOG)]) })
    }
    expect(add(empty(TRUE.root(1))).status).toBe(422)
    expect(add(empty(EMPTY_ROOT)).status).toBe(200)
    expect(asked(0, 3).status).toBe(200)
  })

  test.each([
    ['nothing', ''],
    ['no checkpoint', 'old 0\n\n'],
    ['no old size', TRUE.request(0, 3).replace('old 0\n', '')],
    ['an old size with zeros before it', TRUE.request(0, 3).replace('old 0', 'old 00')],
    ['an old size below zero', TRUE.request(0, 3).replace('old 0', 'old -1')],
    ['an old size beyond what is counted exactly', TRUE.request(0, 3).replace('old 0', 'old 9007199254740993')],
    ['a proof that is no base64', TRUE.request(0, 3).replace('old 0\n', 'old 0\n!\n')],
    ['a hash of 31 bytes', TRUE.request(0, 3).replace('old 0\n', `old 0\n${Buffer.alloc(31).toString('base64')}\n`)],
    [
      '64 hashes',
      TRUE.request(0, 3).replace('old 0\n', `old 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`),
    ],
    ['a checkpoint without a root', 'old 0\n\nledger.example/中试\n3\n\n— x AAAAAAA=\n'],
    ['line ends of another system', TRUE.request(0, 3).replaceAll('\n', '\r\n')],
    ['an old size beyond the checkpoint', TRUE.request(0, 3).replace('old 0', 'old 4')],
  ])('calls %s a bad request', (_, text) => {
    expect(add(text).status).toBe(400)
    expect(keptSize()).toBe(0)
  })

  it('does not believe a file that it has not cosigned itself', () => {
    asked(0, 7)
    const file = readdirSync(join(folder, 'logs'))[0]
    writeFileSync(join(folder, 'logs', file), TRUE.note(3))
    expect(() => asked(3, 9)).toThrow('not cosigned by this witness')
    opened.close()
    expect(open).toThrow('not cosigned by this witness')
    writeFileSync(join(folder, 'logs', file), '')
    expect(open).toThrow('not cosigned by this witness')
    rmSync(join(folder, 'logs', file))
    opened = open()
  })

  it('shares its folder with no other process', () => {
    expect(open).toThrow('the data folder is in use')
  })

  it('learns of a log from a file without being started again', () => {
    opened.close()
    const logsFile = join(folder, 'known')
    opened = openWitness({ folder, logs: [], logsFile })
    expect(asked(0, 3).status).toBe(404)
    appendFileSync(logsFile, `# the ledger of the city\n${verifierKeyText(LOG)}\n`)
    expect(asked(0, 3).status).toBe(200)
  })

  it('has cosigned one history, whatever it is asked and in whatever order', () => {
    const request = fc.record({
      older: fc.oneof(fc.constant('kept' as const), fc.nat(LENGTH)),
      size: fc.integer({ min: 1, max: LENGTH }),
      history: fc.constantFrom(TRUE, FORKED),
      proof: fc.constantFrom('own', 'none', 'of the other'),
      restart: fc.integer({ min: 0, max: 9 }).map((it) => it === 0),
    })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 25 }), (requests) => {
        const mine = mkdtempSync(join(tmpdir(), 'witness-'))
        const start = () => openWitness({ folder: mine, logs: [verifierKeyText(LOG)] })
        let its = start()
        let last = { size: 0, root: TRUE.root(0) }
        for (const { older, size, history, proof, restart } of requests) {
          if (restart) {
            its.close()
            its = start()
          }
          const from = older === 'kept' ? last.size : older
          const other = history === TRUE ? FORKED : TRUE
          const hashes = proof === 'none' ? [] : (proof === 'own' ? history : other).proof(from, size)
          const { status } = its.witness.add(
            witnessRequestText({ older: from, proof: hashes, checkpoint: history.note(size) }),
          )
          // By the histories themselves, not by proofs: does this one begin with what was cosigned last?
          const continues = size >= last.size && Buffer.compare(history.root(last.size), last.root) === 0
          if (status === 200) {
            expect(continues && from === last.size).toBe(true)
            last = { size, root: history.root(size) }
          } else expect(continues && from === last.size && proof === 'own').toBe(false)
        }
        its.close()
        rmSync(mine, { recursive: true })
      }),
      { numRuns: 60 },
    )
  })
})
