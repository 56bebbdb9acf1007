import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { toBase64 } from '../domain/base64'
import { COSIGNATURE, signerKey } from '../domain/keys'
import { signatureLine } from '../domain/note'
import { CHECKPOINTS, cosignedBeside } from './checkpoint-file'
import { continueBackup } from './continue-backup'
import { entry, serveIn, signedHistoryOf, signedIn } from './ledger-folder.spec-support'
import { LedgerProof } from './ledger-proof'
import { BEGUN, KEY_FILE } from './options'
import { SharedCheckpoints } from './shared-checkpoints'

let root: string
let data: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'one-history-'))
  data = at('data')
})
afterEach(() => rmSync(root, { recursive: true }))

const record = (log: SqliteEventLog, count: number) =>
  log.append(
    `engagement-${crypto.randomUUID()}`,
    'none',
    Array.from({ length: count }, (_, i) => entry(i)),
  )

describe('given a key that has signed a ledger', () => {
  beforeEach(() => serveIn(data, 10))

  test('when another data folder without entries is given it, then nothing is signed there, until somebody says on purpose that it is new', async () => {
    renameSync(join(data, KEY_FILE), at('key'))
    const second = at('second')
    mkdirSync(second)
    // Whoever can write the data folder, and not where the key is, cannot say so.
    writeFileSync(join(second, BEGUN), '')
    for (let start = 0; start < 2; start++)
      await expect(serveIn(second, 5, { keyFile: at('key') })).rejects.toMatchObject({
        reason: 'damaged',
        message: expect.stringContaining(`make an empty file first: ${at('key.begun')}`),
      })
    expect(signedIn(second)).toEqual([])
    writeFileSync(at('key.begun'), '')
    expect((await serveIn(second, 5, { keyFile: at('key') })).checkpoint?.size).toBe(5)
    expect(readdirSync(root)).not.toContain('key.begun')
  })

  test('when all of the log is lost with what was signed and the key is left, then another is not begun under it', async () => {
    for (const it of readdirSync(data)) if (it !== KEY_FILE) rmSync(join(data, it), { recursive: true })
    await expect(serveIn(data, 5)).rejects.toMatchObject({ reason: 'damaged' })
    expect(signedIn(data)).toEqual([])
  })
})

describe('given a ledger of 60 entries that a witness has cosigned, all of whose other files were put back to 40', () => {
  const cosigned = () => join(data, cosignedBeside(CHECKPOINTS))
  const WHY = { folder: '', actor: '管理员甲', reason: '磁盘损坏，只有昨夜的备份' }
  beforeEach(async () => {
    await serveIn(data, 40)
    cpSync(data, at('older'), { recursive: true })
    await serveIn(data, 20)
    const note = signedIn(data).at(-1) as string
    const witness = signerKey('witness.example/w', COSIGNATURE, Buffer.alloc(32, 7))
    const text = note.slice(0, note.indexOf('\n\n') + 1)
    rmSync(data, { recursive: true })
    cpSync(at('older'), data, { recursive: true })
    writeFileSync(cosigned(), `${note}${signatureLine(text, witness, 1_700_000_000)}\n`)
  })

  const goOn = async () => {
    const log = await openSqliteEventLog({ folder: data })
    const done = await continueBackup(log, { ...WHY, folder: data })
    await log.close()
    return done
  }

  test('then it is neither served nor signed, whether witnesses are asked or not', async () => {
    for (const options of [{}, { recomputedFirst: 0 }])
      await expect(serveIn(data, 5, options)).rejects.toMatchObject({
        finding: { size: 40, broken: { checkpoint: { size: 60 } } },
        message: expect.stringContaining('continue-backup'),
      })
    expect(signedIn(data).map((it) => it.split('\n')[1])).toEqual(['40'])
  })

  test('when somebody goes on from it, then an entry tells what is lost, and it is served and sound', async () => {
    expect(await goOn()).toMatchObject({ sequence: 41, abandoned: [{ size: 60 }] })
    expect(await goOn()).toMatchObject({ code: 'nothing-to-continue' })
    expect((await serveIn(data, 30)).checkpoint?.size).toBe(71)
    expect((await serveIn(data, 1, { recomputedFirst: 0 })).checkpoint?.size).toBe(72)
    const history = await signedHistoryOf(data)
    expect([history.end(), history.signedSize]).toEqual([[], 72])
  })

  test('when it is of another key, as where another history was begun on purpose, then it is nobody’s business', async () => {
    for (const it of [KEY_FILE, CHECKPOINTS]) rmSync(join(data, it))
    const before = readFileSync(cosigned())
    expect((await serveIn(data, 1)).checkpoint?.size).toBe(41)
    expect(readFileSync(cosigned())).toEqual(before)
  })
})

describe('given two services that sign one ledger under one key', () => {
  let [shared, keyFile] = ['', '']
  const opened: { close(): Promise<void> }[] = []
  beforeEach(() => {
    ;[shared, keyFile] = [at('shared'), join(at('keys'), 'proof.key')]
    for (const it of [shared, at('keys')]) mkdirSync(it)
  })
  afterEach(async () => {
    for (const it of opened.splice(0).reverse()) await it.close()
  })

  const logIn = async (folder: string) => {
    const log = await openSqliteEventLog({ folder })
    opened.push(log)
    return log
  }
  const serve = async (log: SqliteEventLog, name: string, onForked?: (error: Error) => void) => {
    const options = { folder: at(name), keyFile, makeKey: true, shared, replicated: true, onForked }
    const proof = await LedgerProof.open(log, options)
    opened.push(proof)
    return proof
  }

  test('when one sees fewer entries than the other has signed, and others than those, then it signs nothing, and is found out once it sees as many', async () => {
    const first = await logIn(at('log'))
    await record(first, 40)
    await first.close()
    cpSync(at('log'), at('deposed'), { recursive: true })
    const [majority, deposed] = [await logIn(at('log')), await logIn(at('deposed'))]
    const a = await serve(majority, 'a')
    const forked = jest.fn()
    const b = await serve(deposed, 'b', forked)
    await record(majority, 20)
    await a.signedTo(60)
    await record(deposed, 5)
    await sleep(1_000)
    expect([b.tree.size, signedIn(at('b')).map((it) => it.split('\n')[1])]).toEqual([45, ['40']])
    // What it does not sign is in nobody's way.
    await record(majority, 1)
    await a.signedTo(61)
    expect([a.failure, forked.mock.calls]).toEqual([undefined, []])
    await record(deposed, 20)
    for (let waited = 0; forked.mock.calls.length === 0 && waited < 5_000; waited += 50) await sleep(50)
    expect(forked).toHaveBeenCalledWith(expect.objectContaining({ finding: expect.objectContaining({ size: 65 }) }))
    expect(signedIn(at('b'))).toHaveLength(1)
    expect(toBase64(a.tree.root(61))).toBe(signedIn(at('a')).at(-1)?.split('\n')[2])
  })

  test('when their folder is moved away, or its disk is, then nothing is signed until it is there again', async () => {
    const log = await logIn(at('log'))
    const [a, b] = [await serve(log, 'a'), await serve(log, 'b')]
    await record(log, 3)
    for (const it of [a, b]) await it.signedTo(3)
    renameSync(shared, at('moved'))
    await record(log, 1)
    await expect(a.signedTo(4)).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining(shared),
    })
    // As a place where no disk is mounted.
    mkdirSync(shared)
    await expect(b.signedTo(4)).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining(shared),
    })
    expect([a.signedSize, b.signedSize]).toEqual([3, 3])
    rmSync(shared, { recursive: true })
    renameSync(at('moved'), shared)
    for (let waited = 0; a.failure ?? b.failure; waited += 50) {
      expect(waited).toBeLessThan(5_000)
      await sleep(50)
    }
    for (const it of [a, b]) await it.signedTo(4)
  })

  test('when the file of one is taken away, then what it signed counts for whoever has seen it', () => {
    mkdirSync(join(shared, 'a'))
    const file = join(shared, 'a', CHECKPOINTS)
    const note = 'example.org/log\n3\nAAAA\n\n\u2014 example.org/log AAAA\n'
    writeFileSync(file, `${note}\n`)
    const others = new SharedCheckpoints(shared)
    expect(others.last()).toEqual([note])
    rmSync(file)
    expect(others.last()).toEqual([note])
  })

  test('when both see the same, then both sign it all, however it comes', async () => {
    const log = await logIn(at('log'))
    const [a, b] = [await serve(log, 'a'), await serve(log, 'b')]
    for (let size = 3; size <= 30; size += 3) {
      await record(log, 3)
      await a.signedTo(size)
      await b.signedTo(size)
    }
    expect([a.failure, b.failure, a.signedSize, b.signedSize]).toEqual([undefined, undefined, 30, 30])
  })
})
