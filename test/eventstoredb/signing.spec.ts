import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventStoreDbLog, RecordedEvent } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import {
  CompactRange,
  checkpointFilesIn,
  checkpointsIn,
  ForkedLog,
  Leaves,
  LedgerProof,
  type LedgerProofOptions,
  leafHash,
  openCheckpoint,
  sameHash,
} from '@pilot-ledger/proof'
import { entriesOf, type Ledger, ledgerOnStandIn, payment } from './ledger.spec-support'

describe('given a ledger on a server, and reporters that sign it with one key', () => {
  let root: string
  let cluster: Ledger
  const opened: LedgerProof[] = []

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'signing-'))
    for (const it of ['key', 'shared']) mkdirSync(join(root, it))
    cluster = await ledgerOnStandIn({ appendDeadlineMs: 3_000 })
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    for (const it of opened.splice(0)) await it.close()
    await cluster.close()
    rmSync(root, { recursive: true })
  })

  const shared = () => join(root, 'shared')
  const options = (name: string, others: Partial<LedgerProofOptions> = {}): LedgerProofOptions => ({
    folder: join(root, name),
    keyFile: join(root, 'key', 'proof.key'),
    makeKey: true,
    shared: shared(),
    replicated: true,
    ...others,
  })
  const reporter = async (name: string, others: Partial<LedgerProofOptions> = {}, log?: EventStoreDbLog) => {
    const proof = await LedgerProof.open(log ?? (await cluster.open()), options(name, others))
    opened.push(proof)
    return proof
  }
  const close = async (proof: LedgerProof) => {
    opened.splice(opened.indexOf(proof), 1)
    await proof.close()
  }
  /** Of every checkpoint that was ever kept in the shared folder the size, where the log's entries lead to its root. */
  const heldSizes = async (proof: LedgerProof) => {
    const [leaves, range, roots] = [new Leaves(), new CompactRange(), [new CompactRange().root()]]
    for (const it of await entriesOf(cluster.log)) {
      range.append(leafHash(leaves.next(it)))
      roots.push(range.root())
    }
    return checkpointFilesIn(shared()).map((file) =>
      [...checkpointsIn(file)].map((note) => {
        const checkpoint = openCheckpoint(note, proof.key)
        if (isRefusal(checkpoint)) throw new Error(checkpoint.en)
        expect(sameHash(checkpoint.root, roots[checkpoint.size])).toBe(true)
        return checkpoint.size
      }),
    )
  }
  const append = (count = 1, stream = `engagement-${Math.random()}`) =>
    cluster.log.append(
      stream,
      'none',
      Array.from({ length: count }, (_, i) => payment(i + 1)),
    )
  /** As a deposed leader does: what it had shown never was. */
  const cut = (count: number) => {
    cluster.server.cutTail(count)
    cluster.server.dropConnections()
  }
  const until = async (what: () => boolean) => {
    while (!what()) await new Promise((resolve) => setImmediate(resolve))
  }

  test('when they start at once for the first time, then one key is made, and none is left over', async () => {
    const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((it) => reporter(it)))
    expect([two.verifierKey, three.verifierKey]).toEqual([one.verifierKey, one.verifierKey])
    expect(readdirSync(join(root, 'key')).filter((it) => it !== 'proof.key.begun')).toEqual(['proof.key'])
    await append(2)
    for (const it of [one, two, three]) await it.signedTo(2)
    // Now there is a checkpoint, and the key begins no second history.
    await until(() => readdirSync(join(root, 'key')).length === 1)
    expect(readdirSync(join(root, 'key'))).toEqual(['proof.key'])
  })

  test('when entries come, then both sign the same, byte for byte, each in a file of its own, and every checkpoint holds', async () => {
    const [one, two] = [await reporter('one'), await reporter('two')]
    for (let size = 1; size <= 12; size++) {
      await append()
      if (size % 3 !== 0) continue
      await Promise.all([one.signedTo(size), two.signedTo(size)])
      expect(two.checkpoint).toBe(one.checkpoint)
    }
    const sizes = await heldSizes(one)
    expect(sizes.map((it) => it.at(-1))).toEqual([12, 12])
    for (const it of sizes) expect(it).toEqual(it.toSorted((a, b) => a - b))
  })

  test('when writers’ clocks differ, then that is no fault, and both sign the same', async () => {
    const entry = (i: number, recordedAt: number): RecordedEvent => ({
      ...payment(i),
      position: String(i + 1),
      stream: 'a',
      revision: i,
      recordedAt,
    })
    const one = await reporter('one')
    await cluster.log.restore([entry(0, 1_750_000_000_000), entry(1, 1_749_999_999_000), entry(2, 1_750_000_000_500)])
    await one.signedTo(3)
    const two = await reporter('two')
    expect(two.checkpoint).toBe(one.checkpoint)
    await close(two)
    expect((await reporter('two')).failure).toBeUndefined()
  })

  test('when a reporter loses its folder, then it goes on from what others and it had signed', async () => {
    const [one, two] = [await reporter('one'), await reporter('two')]
    await append(3)
    await Promise.all([one.signedTo(3), two.signedTo(3)])
    await close(two)
    rmSync(join(root, 'two'), { recursive: true })
    await append(2)
    const again = await reporter('two')
    expect([again.signedSize, again.verifierKey]).toEqual([5, one.verifierKey])
    await heldSizes(one)
  })

  test('when all checkpoints are gone and the key is there, then it does not begin anew', async () => {
    const one = await reporter('one')
    await append(3)
    await one.signedTo(3)
    await close(one)
    for (const it of ['one', 'shared']) rmSync(join(root, it), { recursive: true })
    mkdirSync(shared())
    await expect(reporter('one')).rejects.toMatchObject({ reason: 'damaged' })
    expect(checkpointFilesIn(shared()).flatMap((it) => [...checkpointsIn(it)])).toEqual([])
  })

  test('when the shared folder is not there, then nothing is signed beside it', async () => {
    rmSync(shared(), { recursive: true })
    await expect(reporter('one')).rejects.toThrow(shared())
  })

  test('when entries are taken back that were shown and not signed, then it goes on from what is signed', async () => {
    const notes: string[] = []
    const one = await reporter('one', { onNote: (it) => notes.push(it) })
    await append(3)
    await one.signedTo(3)
    // A disk that takes no checkpoint.
    const { files } = one as unknown as { files: { append(note: string): Promise<void> }[] }
    const full = jest.spyOn(files[1], 'append').mockRejectedValue(new Error('ENOSPC: no space left'))
    await append(2, 'cut-off')
    await until(() => one.tree.size === 5)
    cut(2)
    await append(1, 'in-its-place')
    await until(() => notes.some((it) => it.includes('halted')) && one.tree.size === 4)
    full.mockRestore()
    await one.signedTo(4)
    expect((await heldSizes(one))[0].at(-1)).toBe(4)
    expect(one.failure).toBeUndefined()
  })

  test('when signed entries are gone, then every reporter is told, signs nothing more, and does not start again', async () => {
    const told: Error[] = []
    const onForked = (error: Error) => told.push(error)
    const both = [await reporter('one', { onForked }), await reporter('two', { onForked })]
    await append(3)
    for (const it of both) await it.signedTo(3)
    cut(1)
    await append(2, 'in-its-place')
    await until(() => told.length === 2)
    expect(told.map((it) => it.message)).toEqual([
      expect.stringContaining('entry 3 is the first that differs'),
      expect.stringContaining('entry 3 is the first that differs'),
    ])
    await append(1)
    for (const it of both) {
      await expect(it.signedTo(4)).rejects.toMatchObject({ reason: 'unreachable' })
      expect(it.failure).toContain('does not continue')
      await close(it)
    }
    await expect(reporter('one')).rejects.toBeInstanceOf(ForkedLog)
    // Nor one that never saw what was signed.
    await expect(reporter('three')).rejects.toBeInstanceOf(ForkedLog)
    const notes = checkpointFilesIn(shared()).map((it) => [...checkpointsIn(it)].map((note) => note.split('\n')[1]))
    expect(notes.flat().every((size) => Number(size) <= 3)).toBe(true)
  })

  test('when another has signed another history meanwhile, then neither goes on signing', async () => {
    const other = await ledgerOnStandIn()
    try {
      const told: Error[] = []
      const one = await reporter('one', { onForked: (error) => told.push(error) })
      // It began while the other had signed nothing: nobody could tell yet.
      const two = await reporter('two', {}, other.log)
      await append(2)
      await one.signedTo(2)
      await other.log.append('another', 'none', [payment(7), payment(8), payment(9)])
      await expect(two.signedTo(3)).rejects.toMatchObject({ code: 'unavailable' })
      expect(two.failure).toContain('does not continue')
      await append(1)
      await one.signedTo(3)
      expect(told).toEqual([])
      await close(two)
    } finally {
      await other.close()
    }
  })

  test('when the server is away at the start, then it is waited for, and nothing is signed or proven before', async () => {
    await append(3)
    await close(await reporter('one'))
    const proof = await LedgerProof.prepare(await cluster.open(), options('one'))
    opened.push(proof)
    await cluster.server.restart(300)
    expect([proof.hasBegun, proof.signedSize]).toEqual([false, 0])
    expect(proof.failure).toContain('not held against what was signed')
    await proof.begin()
    expect([proof.hasBegun, proof.signedSize, proof.failure]).toEqual([true, 3, undefined])
  })

  test('when it is stopped while it waits for the server, then it stops', async () => {
    const log = await cluster.open()
    const proof = await LedgerProof.prepare(log, options('one'))
    await cluster.server.stop()
    const begun = expect(proof.begin()).rejects.toMatchObject({ reason: 'closed' })
    await proof.close()
    await begun
  })
})
