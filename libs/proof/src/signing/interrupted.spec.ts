import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSqliteEventLog, type SqliteEventLog, Unavailable } from '@pilot-ledger/event-log'
import { CHECKPOINTS } from './checkpoint-file'
import { altered, entry, forgeIn, serveIn, signedIn } from './ledger-folder.spec-support'
import { LedgerProof } from './ledger-proof'
import { DOUBTED, KEY_FILE, TREE } from './options'
import { SignedHistory } from './signed-history'

let root: string
let data: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'interrupted-'))
  data = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true }))

const entries = (count: number) => Array.from({ length: count }, (_, i) => entry(i))

async function faultsOf(log: SqliteEventLog): Promise<readonly string[]> {
  const signed = new SignedHistory({ folder: data })
  for await (const page of log.readAll()) for (const it of page) signed.add(it)
  return signed.end()
}

/** Opened as one of so many entries that they are recomputed while it is served. */
const BESIDE = { recomputedFirst: 0 }

describe('given a ledger that stops', () => {
  test('when many entries came just before, then the last checkpoint is of all of them', async () => {
    const log = await openSqliteEventLog({ folder: data })
    const proof = await LedgerProof.open(log, { folder: data })
    await log.append('engagement-1', 'none', entries(2_500))
    await proof.close()
    expect(proof.signedSize).toBe(2_500)
    await log.close()
  })
})

describe('given a ledger whose power was cut before its last entries were signed', () => {
  let log: SqliteEventLog
  beforeEach(async () => {
    await serveIn(data, 300)
    const [checkpoints, note] = [join(data, CHECKPOINTS), join(data, TREE, 'signed')]
    const [signed, noted] = [readFileSync(checkpoints), readFileSync(note)]
    await serveIn(data, 700)
    writeFileSync(checkpoints, signed)
    writeFileSync(note, noted)
    log = await openSqliteEventLog({ folder: data })
  })
  afterEach(() => log.close())

  test.each([
    [0, 900],
    [3, 110],
    [8, 2],
  ])('when hashes of them were left as zeros on level %i, then no root over them is signed', async (level, index) => {
    const file = openSync(join(data, TREE, `level-0${level}`), 'r+')
    writeSync(file, Buffer.alloc(32), 0, 32, index * 32)
    closeSync(file)
    const notes: string[] = []
    const proof = await LedgerProof.open(log, { folder: data, ...BESIDE, onNote: (it) => notes.push(it) })
    expect([proof.signedSize, await faultsOf(log)]).toEqual([1_000, []])
    expect(notes).toEqual([expect.stringContaining('made again from the log')])
    await proof.close()
  })

  test('when their hashes are whole, then they are signed and nothing is made again', async () => {
    const notes: string[] = []
    const proof = await LedgerProof.open(log, { folder: data, ...BESIDE, onNote: (it) => notes.push(it) })
    expect([proof.signedSize, await faultsOf(log), notes]).toEqual([1_000, [], []])
    await proof.close()
  })
})

describe('given a ledger of so many entries that they are recomputed while it is served', () => {
  beforeEach(() => serveIn(data, 1_500))

  const told = async (log: SqliteEventLog) => {
    let proof: LedgerProof | undefined
    const error = await new Promise<Error>((resolve, reject) => {
      LedgerProof.open(log, { folder: data, ...BESIDE, onForked: resolve }).then((it) => {
        proof = it
      }, reject)
    })
    return { error, proof: proof as LedgerProof }
  }

  test('when one cannot be read, then that is told as a log that was changed is, and ready says it', async () => {
    const log = await openSqliteEventLog({ folder: data })
    // Nobody else can open it: it is read through itself.
    Object.assign(log, { address: undefined })
    const readAll = log.readAll.bind(log)
    const damaged = new Unavailable('damaged', 'entry 100 is not what was stored')
    // As a store does whose page on the disk was damaged: what comes before can be read.
    log.readAll = async function* (options) {
      yield* readAll({ ...options, limit: 99 })
      throw damaged
    }
    const { error, proof } = await told(log)
    expect([error, proof.failure]).toEqual([damaged, damaged.message])
    await log.append('engagement-2', 'none', entries(1))
    await proof.close()
    expect(proof.signedSize).toBe(1_500)
    await log.close()
  })

  test('when an altered one was found, then the next start finds it before anybody is served', async () => {
    await forgeIn(data, altered(1_400, { data: { share: '9.99' } }))
    const log = await openSqliteEventLog({ folder: data })
    const readAll = jest.spyOn(log, 'readAll')
    const { error, proof } = await told(log)
    expect(error).toMatchObject({ finding: { differs: 1_401 } })
    // What appends have in their cache stays there.
    expect(readAll).not.toHaveBeenCalled()
    await proof.close()
    for (let start = 0; start < 2; start++)
      await expect(LedgerProof.open(log, { folder: data, ...BESIDE })).rejects.toMatchObject({
        finding: { differs: 1_401 },
      })
    await log.close()
    // Put right, it is served again, and the doubt is over.
    await forgeIn(data, altered(1_400, { data: entry(1_400).data }))
    await serveIn(data, 0, BESIDE)
    expect(existsSync(join(data, DOUBTED))).toBe(false)
  })

  test('when it is stopped while a damaged tree is made again, then it does not wait for that, and the next start does it', async () => {
    const level = join(data, TREE, 'level-00')
    const bytes = readFileSync(level)
    bytes[5 * 32] ^= 1
    writeFileSync(level, bytes)
    const log = await openSqliteEventLog({ folder: data })
    const follow = log.follow.bind(log)
    let begun: () => void = () => undefined
    const again = new Promise<void>((resolve) => {
      begun = resolve
    })
    log.follow = (options, handler) => {
      if (options.after !== 'start') return follow(options, handler)
      begun()
      // Of so many entries that it takes for ever.
      return {
        live: new Promise(() => undefined),
        ended: new Promise(() => undefined),
        handled: undefined,
        stop: async () => undefined,
      }
    }
    const proof = await LedgerProof.open(log, { folder: data, ...BESIDE })
    await again
    await proof.close()
    log.follow = follow
    const next = await LedgerProof.open(log, { folder: data, ...BESIDE })
    expect([next.signedSize, next.tree.size]).toEqual([1_500, 1_500])
    await next.close()
    expect(await faultsOf(log)).toEqual([])
    await log.close()
  })

  test('when a checkpoint hangs just then, then it is told all the same', async () => {
    await forgeIn(data, altered(1_400, { data: { share: '9.99' } }))
    const log = await openSqliteEventLog({ folder: data })
    let release: () => void = () => undefined
    const hung = new Promise<void>((resolve) => {
      release = resolve
    })
    const error = await new Promise<Error>((resolve, reject) => {
      LedgerProof.open(log, { folder: data, ...BESIDE, onForked: resolve }).then((proof) => {
        const { signer } = proof as unknown as { signer: { signing: Promise<void> } }
        signer.signing = signer.signing.then(() => hung)
        void hung.then(() => proof.close())
      }, reject)
    })
    expect(error).toMatchObject({ finding: { differs: 1_401 } })
    release()
    await sleep(50)
    await log.close()
  })
})

describe('given a ledger whose checkpoints were taken away', () => {
  test('when its key and its entries are there, then it is not served, with what to do, and nothing is signed', async () => {
    await serveIn(data, 5)
    rmSync(join(data, CHECKPOINTS))
    rmSync(join(data, TREE), { recursive: true })
    for (let start = 0; start < 2; start++)
      await expect(serveIn(data, 1)).rejects.toMatchObject({
        reason: 'damaged',
        message: expect.stringContaining('put the log and the checkpoints that belong to it back'),
      })
    expect(signedIn(data)).toEqual([])
    // Another history on purpose.
    const key = readFileSync(join(data, KEY_FILE))
    rmSync(join(data, KEY_FILE))
    expect((await serveIn(data, 1)).checkpoint?.size).toBe(6)
    expect(readFileSync(join(data, KEY_FILE))).not.toEqual(key)
  })

  test('when it was killed between its key and its first checkpoint, then it goes on', async () => {
    const log = await openSqliteEventLog({ folder: data })
    const first = await LedgerProof.open(log, { folder: data })
    // Nothing is on its disk of what happens from here on but the entry.
    const { signer } = first as unknown as { signer: { abandon(): Promise<void> } }
    await signer.abandon()
    await log.append('engagement-1', 'none', entries(2))
    await first.close()
    expect([existsSync(join(data, KEY_FILE)), signedIn(data)]).toEqual([true, []])
    const again = await LedgerProof.open(log, { folder: data })
    expect([again.verifierKey, again.signedSize]).toEqual([first.verifierKey, 2])
    await again.close()
    // From its first checkpoint on that is over.
    rmSync(join(data, CHECKPOINTS))
    await expect(LedgerProof.open(log, { folder: data })).rejects.toMatchObject({ reason: 'damaged' })
    await log.close()
  })
})

describe('given a ledger behind whose last checkpoint something else stands', () => {
  const file = () => join(data, CHECKPOINTS)
  let whole: Buffer
  let log: SqliteEventLog
  beforeEach(async () => {
    await serveIn(data, 5)
    await serveIn(data, 5)
    whole = readFileSync(file())
    log = await openSqliteEventLog({ folder: data, readOnly: true })
  })
  afterEach(() => log.close())
  const first = () => Buffer.from(`${signedIn(data)[0]}\n`)

  test.each<[string, () => Buffer, () => number]>([
    ['text', () => Buffer.concat([whole, Buffer.from('nothing that was signed\nx\n')]), () => whole.length],
    [
      'the last checkpoint with another end',
      () => Buffer.concat([whole.subarray(0, -1), Buffer.of(88)]),
      () => first().length,
    ],
    ['far more than a death leaves', () => Buffer.concat([whole, Buffer.alloc(9_000, 65)]), () => whole.length],
  ])('when it is %s, then verifying tells from which byte on', async (_what, bytes, from) => {
    const at = from()
    writeFileSync(file(), bytes())
    expect(await faultsOf(log)).toContainEqual(
      expect.stringContaining(`from byte ${at} on is no checkpoint: ${file()}`),
    )
  })

  test('when it is a part of one, as while it is written, then that is none of verifying', async () => {
    for (const torn of [1, 30, first().length - 2]) {
      writeFileSync(file(), Buffer.concat([whole, first().subarray(0, torn)]))
      expect(await faultsOf(log)).toEqual([])
    }
  })
})

describe('given a ledger in which one entry was made earlier than the one before it', () => {
  test('when both were of one moment, so that no leaf shows it, then it is not served, and verifying tells it', async () => {
    await serveIn(data, 50)
    const log = await openSqliteEventLog({ folder: data })
    const readAll = log.readAll.bind(log)
    log.readAll = async function* (options) {
      for await (const page of readAll(options))
        yield page.map((it) => (it.position === '30' ? { ...it, recordedAt: 1_577_836_800_000 } : it))
    }
    await expect(LedgerProof.open(log, { folder: data })).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('entry 30 says an earlier time'),
    })
    expect(await faultsOf(log)).toEqual([expect.stringContaining('entry 30 says an earlier time')])
    await log.close()
  })
})
