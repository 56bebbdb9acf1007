import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { checkpointText } from '../domain/checkpoint'
import { consistencyProof } from '../domain/consistency'
import { leafHash } from '../domain/hash'
import { KeptTree } from '../domain/kept-tree.spec-support'
import { COSIGNATURE, ED25519, signerKey } from '../domain/keys'
import { signatureLine, signedNote } from '../domain/note'
import { rootOf } from '../domain/tree'
import { CosignedCheckpoints } from './cosigned-checkpoints'
import { Witnesses } from './witnesses'

const LOG = signerKey('ledger.example/中试', ED25519, Buffer.alloc(32, 1))
const WITNESS = signerKey('witness.example/w1', COSIGNATURE, Buffer.alloc(32, 2))
const COMMON = 40
/** The same up to there, and signed by one key. */
const tree = (name: string) =>
  new KeptTree(
    Array.from({ length: 100 }, (_, i) => leafHash(Buffer.from(`entry ${i}${i < COMMON ? '' : ` of ${name}`}`))),
  )
const [HERE, LOST] = [tree('what is here'), tree('what was lost')]

function signed(size: number, of = HERE) {
  const text = checkpointText({ origin: LOG.name, size, root: rootOf(of, 0, size) })
  return { text, size, note: signedNote(text, [signatureLine(text, LOG)]) }
}
function cosigned(size: number, of = HERE): string {
  const { note, text } = signed(size, of)
  return note + signatureLine(text, WITNESS, 1_764_460_800)
}

describe('given a folder that is carried to a witness and back', () => {
  let folder: string
  let stick: string
  let size: number
  let witnesses: Witnesses
  const kept: string[] = []
  const request = () => join(stick, 'request')
  const answer = () => join(stick, 'answer')
  const state = () => witnesses.states[0]
  const until = async (is: () => boolean) => {
    while (!is()) await sleep(5)
  }
  const faulty = (code: string) => until(() => state().fault?.code === code)
  const sign = (upTo: number) => {
    size = upTo
    witnesses.signed(signed(upTo))
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carried-'))
    stick = join(folder, 'stick')
    mkdirSync(stick)
    kept.length = 0
    const here = {
      get size() {
        return size
      },
      consistency: (older: number, newer: number) => consistencyProof(HERE, older, newer),
      root: (of = size) => rootOf(HERE, 0, of),
    }
    const file = {
      get last() {
        return kept.at(-1)
      },
      append: async (note: string) => void kept.push(note),
      close: async () => undefined,
    }
    witnesses = new Witnesses(
      LOG,
      here,
      [{ prefix: pathToFileURL(stick).href, key: WITNESS }],
      new CosignedCheckpoints([file], LOG, [WITNESS]),
      { againMs: 10, patienceMs: 1_000, roundMs: 50 },
    )
  })
  afterEach(async () => {
    await witnesses.stop(0)
    rmSync(folder, { recursive: true })
  })

  test('when an answer of this log comes back, then it is kept and the file is gone', async () => {
    writeFileSync(answer(), cosigned(45))
    sign(45)
    await until(() => state().size === 45)
    await until(() => !existsSync(answer()))
    expect(kept).toEqual([cosigned(45)])
    expect((await witnesses.of(45, 1, 0))?.cosigners).toBe(1)
  })

  test.each([
    ['of more entries than there are', 60, 'witness-ahead'],
    ['of as many entries', 45, 'witness-saw-other-history'],
    ['of fewer', 42, 'witness-saw-other-history'],
  ])(
    'when an answer of another history comes back, %s, then it counts for nothing and lies there to be looked at',
    async (_, of, code) => {
      writeFileSync(answer(), cosigned(of, LOST))
      sign(45)
      await faulty(code)
      expect(await witnesses.of(41, 1, 0)).toBeUndefined()
      expect(kept).toEqual([])
      expect(existsSync(answer())).toBe(true)
      // Nor once there are more entries than it is of.
      sign(80)
      await faulty('witness-saw-other-history')
      expect(await witnesses.of(41, 1, 0)).toBeUndefined()
      expect(kept).toEqual([])
    },
  )

  test('when the place of the request is a link, then what it leads to is left alone', async () => {
    const key = join(folder, 'proof.key')
    writeFileSync(key, 'the key')
    for (const name of ['request', 'request.part']) symlinkSync('../proof.key', join(stick, name))
    sign(45)
    await faulty('witness-waits-for-answer')
    expect(readFileSync(key, 'utf8')).toBe('the key')
    expect(readFileSync(request(), 'utf8')).toMatch(/^old 0\n/)
  })

  test.each([
    ['a pipe that nobody writes into', () => void execFileSync('mkfifo', [answer()])],
    ['a link to what never ends', () => symlinkSync('/dev/zero', answer())],
    ['a folder', () => mkdirSync(answer())],
    [
      'a file of two gigabytes',
      () => {
        writeFileSync(answer(), cosigned(45))
        truncateSync(answer(), 2_000_000_000)
      },
    ],
  ])('when the answer is %s, then it is told, and nothing waits for it', async (_, lay) => {
    lay()
    sign(45)
    await faulty('witness-unreachable')
    expect(kept).toEqual([])
    rmSync(answer(), { recursive: true })
    writeFileSync(answer(), cosigned(45))
    await until(() => state().size === 45)
  })
})
