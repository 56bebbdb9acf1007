import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteEventLog, type RecordedEvent } from '@pilot-ledger/event-log'
import type { SignedCheckpoint } from '../domain/checkpoint'
import { consistencyFault } from '../domain/consistency'
import { CHECKPOINTS } from './checkpoint-file'
import type { ForkedLog } from './forked-log'
import { altered, entry, forgeIn, serveIn, signedIn } from './ledger-folder.spec-support'
import { LedgerProof } from './ledger-proof'
import { KEY_FILE, type LedgerProofOptions, TREE } from './options'

let root: string
let data: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ledger-proof-'))
  data = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true }))

const serve = (count: number, options?: Partial<LedgerProofOptions>) => serveIn(data, count, options)
const forge = (of: (entries: readonly RecordedEvent[]) => readonly RecordedEvent[]) => forgeIn(data, of)

describe('given a ledger that is served', () => {
  test('when it starts for the first time, then a key is made that only its owner reads, and stays', async () => {
    const first = await serve(3)
    expect(statSync(join(data, KEY_FILE)).mode & 0o777).toBe(0o600)
    expect(first.checkpoint).toMatchObject({ size: 3, origin: first.verifierKey.split('+')[0] })
    const second = await serve(2)
    expect(second.verifierKey).toBe(first.verifierKey)
    expect(second.checkpoint?.size).toBe(5)
  })

  test('when it is opened, then all that was in it is signed before anybody is served, and its secret is not handed out', async () => {
    const log = await openSqliteEventLog({ folder: data })
    await log.append('engagement-1', 'none', [entry(1), entry(2)])
    const proof = await LedgerProof.open(log, { folder: data })
    expect([proof.signedSize, signedIn(data).length]).toEqual([2, 1])
    expect(Object.keys(proof.key).sort()).toEqual(['id', 'kind', 'name', 'publicKey'])
    await proof.close()
    await log.close()
  })

  test('when somebody needs an entry signed, then its checkpoint is there at once; of entries that never come he is told', async () => {
    const log = await openSqliteEventLog({ folder: data })
    const proof = await LedgerProof.open(log, { folder: data })
    await log.append('engagement-1', 'none', [entry(1)])
    await proof.signedTo(1)
    await log.append('engagement-1', 0, [entry(2), entry(3)])
    await proof.signedTo(3)
    expect(proof.signedSize).toBe(3)
    const never = expect(proof.signedTo(4)).rejects.toMatchObject({ reason: 'closed' })
    await proof.close()
    await never
    await log.close()
  })

  test('when nothing came since, then nothing is signed again', async () => {
    await serve(3)
    const signed = signedIn(data)
    await serve(0)
    expect(signedIn(data)).toEqual(signed)
  })

  test('when it has no entry yet, then there is nothing to sign', async () => {
    expect((await serve(0)).checkpoint).toBeUndefined()
    expect(signedIn(data)).toEqual([])
  })

  test('then every checkpoint is a continuation of the one before', async () => {
    const served: SignedCheckpoint[] = []
    for (const count of [1, 6, 1, 40]) served.push((await serve(count)).checkpoint as SignedCheckpoint)
    const log = await openSqliteEventLog({ folder: data })
    const proof = await LedgerProof.open(log, { folder: data })
    for (const [i, { size, root }] of served.entries()) {
      const { size: older, root: olderRoot } = served[Math.max(0, i - 1)]
      const consistency = proof.tree.consistency(older, size)
      expect(consistencyFault({ older, size, olderRoot, root, proof: consistency })).toBeUndefined()
    }
    await proof.close()
    await log.close()
  })

  test('when a key is given, then it signs and none is made; one that is not there is named', async () => {
    await serve(1)
    const keyFile = join(root, 'kept.key')
    cpSync(join(data, KEY_FILE), keyFile)
    rmSync(join(data, KEY_FILE))
    expect((await serve(1, { keyFile })).checkpoint?.size).toBe(2)
    expect(readdirSync(data)).not.toContain(KEY_FILE)
    await expect(serve(0, { keyFile: join(root, 'other.key') })).rejects.toMatchObject({ reason: 'unreachable' })
    writeFileSync(keyFile, 'PRIVATE+KEY+x')
    await expect(serve(0, { keyFile })).rejects.toMatchObject({ reason: 'damaged' })
  })

  test('when a checkpoint was torn by a death, then the one before it holds and signing goes on', async () => {
    await serve(4)
    const [first] = signedIn(data)
    for (const torn of [3, first.length - 5, first.length]) {
      appendFileSync(join(data, CHECKPOINTS), Buffer.from(first).subarray(0, torn))
      expect(signedIn(data).at(-1)).toContain('\n\n—')
      expect((await serve(1)).checkpoint?.size).toBeGreaterThan(4)
    }
    expect(signedIn(data)).toHaveLength(4)
  })

  test('when only the kept hashes were damaged, then they are made again from the log', async () => {
    await serve(20)
    const level = join(data, TREE, 'level-00')
    const bytes = readFileSync(level)
    bytes[5 * 32] ^= 1
    writeFileSync(level, bytes)
    const notes: string[] = []
    const served = await serve(1, { onNote: (text) => notes.push(text) })
    expect(served.checkpoint?.size).toBe(21)
    expect(notes).toEqual([expect.stringContaining('entry 6')])
    expect(readFileSync(level).subarray(0, 20 * 32)).toEqual(
      Buffer.from(bytes.map((it, i) => (i === 160 ? it ^ 1 : it))).subarray(0, 640),
    )
  })
})

describe('given a ledger of 30 entries whose files somebody changed, digests and all', () => {
  beforeEach(async () => {
    await serve(20)
    await serve(10)
  })

  const CHANGES: [what: string, entry: number, (entries: readonly RecordedEvent[]) => readonly RecordedEvent[]][] = [
    ['an amount', 8, altered(7, { data: { share: '9.99' } })],
    ['the first entry', 1, altered(0, { data: { share: '9.99' } })],
    ['the last entry', 30, altered(29, { data: { share: '9.99' } })],
    ['a second person', 12, altered(11, { metadata: { actor: '登记员', proposedBy: '另一人', correlationId: 'c' } })],
    ['when it was recorded', 1, altered(0, { recordedAt: 1 })],
    ['an id', 25, altered(24, { id: randomUUID() })],
    ['a type', 25, altered(24, { type: 'PaymentRefunded' })],
    ['the last five cut off', 26, (entries) => entries.slice(0, -5)],
    ['all of them cut off', 1, () => []],
    ['one left out', 30, (entries) => entries.slice(0, -1)],
    ['two streams in another order', 1, (entries) => [...entries.slice(20), ...entries.slice(0, 20)]],
    ['one altered, others behind', 8, (entries) => [...altered(7, { data: {} })(entries), ...later(30, entries)]],
  ]
  /** More entries of the last stream. */
  const later = (count: number, entries: readonly RecordedEvent[]) =>
    Array.from({ length: count }, (_, i) => ({
      ...(entries.at(-1) as RecordedEvent),
      id: randomUUID(),
      revision: (entries.at(-1) as RecordedEvent).revision + 1 + i,
    }))

  test.each(CHANGES)('when %s changed, then it is not served, and entry %i is named', async (_what, named, change) => {
    const signed = signedIn(data)
    await forge(change)
    for (let start = 0; start < 2; start++) {
      const refused: ForkedLog = await serve(1).then(
        () => undefined as never,
        (error) => error,
      )
      expect(refused).toMatchObject({ code: 'unavailable', reason: 'damaged', finding: { differs: named } })
      expect(refused.message).toContain(`${named}`)
    }
    expect(signedIn(data)).toEqual(signed)
  })

  test.each(CHANGES)(
    'when %s changed and the kept hashes are gone, then it is not served all the same',
    async (_what, _named, change) => {
      await forge(change)
      rmSync(join(data, TREE), { recursive: true })
      await expect(serve(1)).rejects.toMatchObject({ finding: { broken: { checkpoint: { size: 30 } } } })
    },
  )

  test.each(CHANGES)(
    'when %s changed and there are too many to recompute first, then it is found while it is served',
    async (_what, named, change) => {
      await forge(change)
      const log = await openSqliteEventLog({ folder: data })
      const found = new Promise<Error>((resolve, reject) => {
        LedgerProof.open(log, { folder: data, recomputedFirst: 0, onForked: resolve }).then(async (proof) => {
          opened = proof
        }, reject)
      })
      let opened: LedgerProof | undefined
      const forked = await found.catch((error) => error)
      expect(forked).toMatchObject({ finding: { differs: named } })
      await opened?.close()
      await log.close()
    },
  )
})

describe('given checkpoints that are kept elsewhere too', () => {
  let elsewhere: string
  beforeEach(async () => {
    elsewhere = join(root, 'elsewhere')
    mkdirSync(elsewhere)
    await serve(5, { elsewhere })
  })

  test('then they are the same', () => {
    expect(signedIn(elsewhere)).toEqual(signedIn(data))
  })

  test('when an older copy of the whole data folder is put back, then it is found out by them', async () => {
    cpSync(data, join(root, 'copy'), { recursive: true })
    await serve(5, { elsewhere })
    rmSync(data, { recursive: true })
    cpSync(join(root, 'copy'), data, { recursive: true })
    await expect(serve(1, { elsewhere })).rejects.toMatchObject({
      finding: { size: 5, differs: undefined, broken: { checkpoint: { size: 10 } }, holds: { size: 5 } },
    })
  })

  test('when the key was replaced, then its checkpoints are not believed', async () => {
    for (const it of [KEY_FILE, CHECKPOINTS]) rmSync(join(data, it))
    await expect(serve(1, { elsewhere })).rejects.toMatchObject({ reason: 'damaged' })
  })

  test('when none are there, as where a disk is not mounted, then the ledger does not start', async () => {
    rmSync(join(elsewhere, CHECKPOINTS))
    await expect(serve(1, { elsewhere })).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining(`make an empty file first: ${join(elsewhere, CHECKPOINTS)}`),
    })
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test('when somebody begins to keep them there, with an empty file, then the last is kept there too', async () => {
    writeFileSync(join(elsewhere, CHECKPOINTS), '')
    await serve(0, { elsewhere })
    expect(signedIn(elsewhere)).toEqual(signedIn(data).slice(-1))
  })

  test('when the folder is not there, then the ledger does not start', async () => {
    rmSync(elsewhere, { recursive: true })
    await expect(serve(1, { elsewhere })).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
