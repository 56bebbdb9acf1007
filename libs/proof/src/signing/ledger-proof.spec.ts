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
import { isRefusal } from '@pilot-ledger/kernel'
import { openCheckpoint, type SignedCheckpoint } from '../domain/checkpoint'
import { consistencyFault } from '../domain/consistency'
import { parseVerifierKey } from '../domain/keys'
import { checkpointsIn } from './checkpoint-file'
import type { ForkedLog } from './forked-log'
import { CHECKPOINTS, KEY_FILE, LedgerProof, type LedgerProofOptions, TREE } from './ledger-proof'

let root: string
let data: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ledger-proof-'))
  data = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true }))

const entry = (i: number) => ({
  id: randomUUID(),
  type: 'PaymentReceived',
  version: 1,
  data: { share: `${i}.00` },
  metadata: { actor: '登记员', correlationId: 'c' },
})

interface Served {
  readonly verifierKey: string
  readonly checkpoint: SignedCheckpoint | undefined
}

/** Serves the ledger while so many entries are recorded, and what it showed at the end. */
async function serve(count: number, options: Partial<LedgerProofOptions> = {}): Promise<Served> {
  const log = await openSqliteEventLog({ folder: data })
  try {
    const proof = await LedgerProof.open(log, { folder: data, ...options })
    if (count > 0)
      await log.append(
        `engagement-${randomUUID()}`,
        'none',
        Array.from({ length: count }, (_, i) => entry(i)),
      )
    const { verifierKey } = proof
    await proof.close()
    const { checkpoint } = proof
    const key = parseVerifierKey(verifierKey)
    if (isRefusal(key)) throw new Error('the key that is printed')
    const opened = checkpoint === undefined ? undefined : openCheckpoint(checkpoint, key)
    if (isRefusal(opened)) throw new Error(opened.en)
    return { verifierKey, checkpoint: opened }
  } finally {
    await log.close()
  }
}

/** Puts another log in the place of the ledger's, as somebody would who can write its folder: digests are those of its entries. */
async function forge(of: (entries: readonly RecordedEvent[]) => readonly RecordedEvent[]): Promise<void> {
  const forged = join(root, `forged-${randomUUID()}`)
  const [before, after] = [await openSqliteEventLog({ folder: data }), await openSqliteEventLog({ folder: forged })]
  const entries: RecordedEvent[] = []
  for await (const page of before.readAll()) entries.push(...page)
  await after.restore(of(entries))
  await before.close()
  await after.close()
  for (const it of readdirSync(data)) if (it.startsWith('log.')) rmSync(join(data, it), { recursive: true })
  for (const it of readdirSync(forged))
    if (it.startsWith('log.')) cpSync(join(forged, it), join(data, it), { recursive: true })
}
const altered = (at: number, change: Partial<RecordedEvent>) => (entries: readonly RecordedEvent[]) =>
  entries.with(at, { ...entries[at], ...change })

const signedIn = (folder: string) => [...checkpointsIn(join(folder, CHECKPOINTS))]

describe('given a ledger that is served', () => {
  test('when it starts for the first time, then a key is made that only its owner reads, and stays', async () => {
    const first = await serve(3)
    expect(statSync(join(data, KEY_FILE)).mode & 0o777).toBe(0o600)
    expect(first.checkpoint).toMatchObject({ size: 3, origin: first.verifierKey.split('+')[0] })
    const second = await serve(2)
    expect(second.verifierKey).toBe(first.verifierKey)
    expect(second.checkpoint?.size).toBe(5)
  })

  test('when it is opened, then all that was in it is signed before anybody is served', async () => {
    const log = await openSqliteEventLog({ folder: data })
    await log.append('engagement-1', 'none', [entry(1), entry(2)])
    const proof = await LedgerProof.open(log, { folder: data })
    expect([proof.signedSize, signedIn(data).length]).toEqual([2, 1])
    await proof.close()
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
      const found = new Promise<ForkedLog>((resolve, reject) => {
        LedgerProof.open(log, { folder: data, recomputedFirst: 0, onForked: resolve }).then(async (proof) => {
          opened = proof
        }, reject)
      })
      let opened: LedgerProof | undefined
      const forked: ForkedLog = await found.catch((error) => error)
      expect(forked.finding.differs).toBe(named)
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

  test('when they were begun later, or are gone, then the last is kept there again', async () => {
    rmSync(join(elsewhere, CHECKPOINTS))
    await serve(0, { elsewhere })
    expect(signedIn(elsewhere)).toEqual(signedIn(data).slice(-1))
  })

  test('when the folder is not there, then the ledger does not start', async () => {
    rmSync(elsewhere, { recursive: true })
    await expect(serve(1, { elsewhere })).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
