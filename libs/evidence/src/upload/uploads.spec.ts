import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { evidenceIdOf, platformIdOf, streamName } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import { pdfOf } from '../inspection/given-files.spec-support'
import { storedEvidence } from '../recording'
import { type EvidenceStore, FolderEvidenceStore, StoreUnavailable } from '../store'
import { nameOf } from '../store/contract.spec-support'
import { Uploads, type UploadsOptions } from './uploads'

const OURS = platformIdOf('中山市精密仪器与智能装备中试平台')
const RIVAL = platformIdOf('示例竞争中试平台')
const PAPER = pdfOf(3)
const { sha256 } = nameOf(PAPER)
const HALF = Math.floor(PAPER.length / 2)

let folder: string
let log: SqliteEventLog
let recorder: Recorder
let store: EvidenceStore
let uploads: Uploads
let now: number

const open = async (more: Partial<UploadsOptions> = {}) =>
  Uploads.open({ folder: join(folder, 'uploads'), store, clock: () => now, free: async () => 1e12, ...more })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-'))
  now = Date.parse('2026-11-30T02:00:00Z')
  log = await openSqliteEventLog({ folder })
  recorder = new Recorder(log)
  store = await FolderEvidenceStore.open(join(folder, 'evidence'))
  uploads = await open()
})
afterEach(async () => {
  await log.close()
  rmSync(folder, { recursive: true })
})

const announced = (it: { platform?: string; actor?: string; size?: number; sha256?: string } = {}) =>
  uploads.create({ platform: OURS, actor: '登记员', fileName: '合同.pdf', size: PAPER.length, ...it })
const send = (id: string, from: number, content: Uint8Array, platform = OURS) =>
  uploads.append(platform, id, from, Readable.from([content]), recorder, {
    ...{ actor: '登记员', correlationId: 'c', requestHash: '' },
  })
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (it: unknown) => it,
  )
  return (error as { refusals?: { code: string }[] })?.refusals?.[0].code ?? error
}
const isStored = async (platform = OURS) => (await storedEvidence(recorder, platform, sha256)) !== undefined
const left = () => readdirSync(join(folder, 'uploads'))

jest.setTimeout(120_000)

describe('An upload', () => {
  it('is recorded as the platform’s when its last byte is there, with what was found in the file', async () => {
    const { id } = await announced({ sha256 })
    await send(id, 0, PAPER.subarray(0, HALF))
    expect(await isStored()).toBe(false)
    const { stored } = await send(id, HALF, PAPER.subarray(HALF))
    const found = {
      platform: OURS,
      sha256,
      size: PAPER.length,
      mediaType: 'application/pdf',
      pages: 3,
      fileName: '合同.pdf',
    }
    expect(stored).toEqual(found)
    expect(await storedEvidence(recorder, OURS, sha256)).toEqual(found)
    expect(await store.has(sha256)).toBe(PAPER.length)
    // Whoever missed that answer gets it again.
    expect((await uploads.state(OURS, id)).stored).toEqual(found)
  })

  it('goes on where it is, and from nowhere else', async () => {
    const { id } = await announced()
    await send(id, 0, PAPER.subarray(0, HALF))
    for (const from of [0, HALF - 1, HALF + 1, PAPER.length])
      expect(await codeOf(send(id, from, PAPER.subarray(HALF)))).toBe('upload-offset-differs')
    expect((await send(id, HALF, PAPER.subarray(HALF))).stored).toMatchObject({ sha256 })
  })

  it('keeps what came before the line broke', async () => {
    const { id } = await announced()
    const broken = Readable.from(
      (async function* () {
        yield PAPER.subarray(0, HALF)
        throw new Error('aborted')
      })(),
    )
    const identity = { actor: '登记员', correlationId: 'c', requestHash: '' }
    await expect(uploads.append(OURS, id, 0, broken, recorder, identity)).rejects.toThrow('aborted')
    expect((await uploads.state(OURS, id)).offset).toBe(HALF)
    expect((await send(id, HALF, PAPER.subarray(HALF))).stored).toMatchObject({ sha256, pages: 3 })
  })

  it('is taken over from a line that is dead and does not say so', async () => {
    const { id } = await announced()
    const silent = new Readable({ read: () => undefined })
    silent.push(PAPER.subarray(0, HALF))
    const identity = { actor: '登记员', correlationId: 'c', requestHash: '' }
    let cut = false
    void uploads.append(OURS, id, 0, silent, recorder, identity).catch(() => {
      cut = true
    })
    let offset = 0
    while (!cut) {
      offset = (await uploads.state(OURS, id)).offset
      await new Promise(setImmediate)
    }
    expect(offset).toBeLessThanOrEqual(HALF)
    expect((await send(id, offset, PAPER.subarray(offset))).stored).toMatchObject({ sha256 })
  })

  it('goes on after a restart with what was acknowledged, whatever lies behind it on the disk', async () => {
    const { id } = await announced()
    await send(id, 0, PAPER.subarray(0, HALF))
    appendFileSync(join(folder, 'uploads', id), Buffer.alloc(1000))
    uploads = await open()
    expect((await uploads.state(OURS, id)).offset).toBe(HALF)
    expect((await send(id, HALF, PAPER.subarray(HALF))).stored).toMatchObject({ sha256, pages: 3 })
  })

  it('leaves nothing behind when it is cancelled, and is unknown to other platforms', async () => {
    const { id } = await announced()
    await send(id, 0, PAPER.subarray(0, HALF))
    expect(await codeOf(uploads.cancel(RIVAL, id))).toBe('unknown-upload')
    expect(await codeOf(send(id, HALF, PAPER.subarray(HALF), RIVAL))).toBe('unknown-upload')
    await uploads.cancel(OURS, id)
    expect(left()).toEqual([])
    expect(await codeOf(uploads.state(OURS, id))).toBe('unknown-upload')
  })

  it('expires a day after its last byte', async () => {
    const { id } = await announced()
    now += 23 * 3_600_000
    await send(id, 0, PAPER.subarray(0, HALF))
    now += 23 * 3_600_000
    expect((await uploads.state(OURS, id)).offset).toBe(HALF)
    now += 2 * 3_600_000
    expect(await codeOf(uploads.state(OURS, id))).toBe('unknown-upload')
    await uploads.sweep()
    expect(left()).toEqual([])
  })
})

describe('What is refused', () => {
  it.each([
    ['is not what was stated', 'evidence-not-as-stated', { sha256: 'a'.repeat(64) }, PAPER],
    ['is cut off', 'evidence-cut-off', {}, PAPER.subarray(0, HALF)],
    ['is no paper, whatever its name', 'evidence-type-not-taken', {}, Buffer.from('MZ')],
  ] as const)('a file that %s is gone, and nothing is recorded', async (_, code, stated, content) => {
    const { id } = await announced({ ...stated, size: content.length })
    expect(await codeOf(send(id, 0, content))).toBe(code)
    expect(left()).toEqual([])
    expect(await isStored()).toBe(false)
    expect(await store.has(nameOf(content).sha256)).toBeUndefined()
  })

  it('more than was announced: what was acknowledged stays', async () => {
    const { id } = await announced()
    await send(id, 0, PAPER.subarray(0, HALF))
    expect(await codeOf(send(id, HALF, Buffer.concat([PAPER.subarray(HALF), Buffer.from('1')])))).toBe(
      'upload-beyond-its-size',
    )
    expect((await send(id, HALF, PAPER.subarray(HALF))).stored).toMatchObject({ sha256 })
  })

  it('a file over the limit, and more unfinished ones than an account or a platform may have', async () => {
    uploads = await open({ limits: { mostBytes: PAPER.length, ofPlatform: 3, ofAccount: 2 } })
    expect(await codeOf(announced({ size: PAPER.length + 1 }))).toBe('evidence-too-large')
    const { id } = await announced()
    await announced()
    expect(await codeOf(announced())).toBe('too-many-uploads')
    await announced({ actor: '另一登记员' })
    expect(await codeOf(announced({ actor: '第三人' }))).toBe('too-many-uploads')
    expect(await codeOf(announced({ platform: RIVAL, actor: '对手' }))).toBeUndefined()
    // A finished one is none of them.
    await send(id, 0, PAPER)
    expect(await codeOf(announced())).toBeUndefined()
  })
})

describe('A full disk', () => {
  it('is told before a file is announced, also when others have announced theirs', async () => {
    let free = 2 * PAPER.length
    uploads = await open({ limits: { reserve: 0 }, free: async () => free })
    await announced()
    await announced()
    await expect(announced()).rejects.toMatchObject({ reason: 'disk-full' })
    free = 3 * PAPER.length - 1
    await expect(announced()).rejects.toThrow(StoreUnavailable)
    free = 3 * PAPER.length
    await announced()
  })

  it('or an object store that is away at the end: the upload waits whole, and is ended by sending nothing', async () => {
    const its = store
    let away = true
    store = Object.assign(Object.create(its) as EvidenceStore, {
      adopt: async (it: { sha256: string; size: number }, path: string) => {
        if (away) throw new StoreUnavailable('disk-full', '满')
        return its.adopt(it, path)
      },
    })
    uploads = await open()
    const { id } = await announced()
    await expect(send(id, 0, PAPER)).rejects.toMatchObject({ reason: 'disk-full' })
    expect(await isStored()).toBe(false)
    uploads = await open()
    expect(await uploads.state(OURS, id)).toMatchObject({ offset: PAPER.length, size: PAPER.length })
    away = false
    expect((await send(id, PAPER.length, Buffer.alloc(0))).stored).toMatchObject({ sha256, pages: 3 })
  })

  it('or a log that is: the file is in the store, and recorded when it is asked again', async () => {
    const { id } = await announced()
    const full = {
      record: () => Promise.reject(new Error('full')),
      load: recorder.load.bind(recorder),
    } as unknown as Recorder
    const identity = { actor: '登记员', correlationId: 'c', requestHash: '' }
    await expect(uploads.append(OURS, id, 0, Readable.from([PAPER]), full, identity)).rejects.toThrow('full')
    uploads = await open()
    expect((await send(id, PAPER.length, Buffer.alloc(0))).stored).toMatchObject({ sha256, pages: 3 })
  })
})

describe('The same file', () => {
  it('of two platforms is stored once, takes the same way, and is each one’s own', async () => {
    const adopted: string[] = []
    const its = store
    store = Object.assign(Object.create(its) as EvidenceStore, {
      adopt: (it: { sha256: string; size: number }, path: string) => {
        adopted.push(it.sha256)
        return its.adopt(it, path)
      },
    })
    uploads = await open()
    for (const platform of [OURS, RIVAL]) {
      const { id } = await announced({ platform })
      expect(await isStored(platform)).toBe(false)
      expect((await send(id, 0, PAPER, platform)).stored).toMatchObject({ platform, sha256 })
      expect(await isStored(platform)).toBe(true)
    }
    expect(adopted).toEqual([sha256, sha256])
    const names: string[] = []
    for await (const it of its.list()) names.push(it.sha256)
    expect(names).toEqual([sha256])
  })

  it('of one platform is recorded once', async () => {
    for (const _ of [1, 2]) await send((await announced()).id, 0, PAPER)
    const { events } = await log.readStream(streamName('evidence', evidenceIdOf(OURS, sha256)))
    expect(events.map(({ type }) => type)).toEqual(['EvidenceStored'])
  })
})

describe('Several at one upload at once', () => {
  const identity = { actor: '登记员', correlationId: 'c', requestHash: '' }
  /** A line that brings the first half and then nothing more. */
  const heldUp = async (id: string) => {
    const silent = new Readable({ read: () => undefined })
    silent.push(PAPER.subarray(0, HALF))
    void uploads.append(OURS, id, 0, silent, recorder, identity).catch(() => undefined)
    while (silent.readableLength > 0) await new Promise(setImmediate)
  }

  it('take turns, however many wait: none writes where another does', async () => {
    const { id } = await announced()
    let [writing, most] = [0, 0]
    const counted = () =>
      Readable.from(
        (async function* () {
          most = Math.max(most, ++writing)
          await new Promise(setImmediate)
          writing--
          yield PAPER.subarray(0, 1)
        })(),
      )
    await heldUp(id)
    await Promise.allSettled([1, 2, 3].map(() => uploads.append(OURS, id, HALF, counted(), recorder, identity)))
    expect(most).toBe(1)
  })

  it('one that is given up stays so, and records nothing of a file that is not there', async () => {
    const { id } = await announced()
    await heldUp(id)
    await Promise.allSettled([send(id, HALF, PAPER.subarray(HALF)), uploads.cancel(OURS, id)])
    expect(await codeOf(uploads.state(OURS, id))).toBe('unknown-upload')
    expect([await isStored(), await store.has(sha256), left()]).toEqual([false, undefined, []])
  })

  it('as many as are announced at once are counted', async () => {
    uploads = await open({ limits: { ofAccount: 2 } })
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => announced()))
    expect(all.filter((it) => it.status === 'fulfilled')).toHaveLength(2)
  })

  it('as many bytes as are announced at once are kept free', async () => {
    uploads = await open({ limits: { reserve: 0 }, free: async () => PAPER.length * 2 + 1 })
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => announced()))
    expect(all.filter((it) => it.status === 'fulfilled')).toHaveLength(2)
  })
})

describe('What a stopped machine left of uploads', () => {
  it('is cleared where no note knows it, and a note without its bytes stops no start', async () => {
    const [kept, lost] = [await announced(), await announced()]
    await send(kept.id, 0, PAPER.subarray(0, HALF))
    await send(lost.id, 0, PAPER.subarray(0, HALF))
    rmSync(join(folder, 'uploads', lost.id))
    for (const name of ['b7a3c1a2-0000-4000-8000-000000000001', 'b7a3c1a2-0000-4000-8000-000000000002'])
      appendFileSync(join(folder, 'uploads', name), 'x')
    uploads = await open()
    expect(left().sort()).toEqual([kept.id, `${kept.id}.json`].sort())
    expect((await send(kept.id, HALF, PAPER.subarray(HALF))).stored).toMatchObject({ sha256 })
  })

  it('a file that is in no store is not recorded', async () => {
    const away: EvidenceStore = {
      ...{
        put: store.put.bind(store),
        get: store.get.bind(store),
        list: store.list.bind(store),
        fault: () => undefined,
      },
      ...{ has: store.has.bind(store), remove: store.remove.bind(store), close: async () => undefined },
      adopt: async () => {
        throw new StoreUnavailable('unreachable', 'away')
      },
    }
    uploads = await open({ store: away })
    const { id } = await announced()
    await send(id, 0, PAPER).catch(() => undefined)
    rmSync(join(folder, 'uploads', id))
    uploads = await open()
    expect(await codeOf(send(id, PAPER.length, Buffer.alloc(0)))).toBe('unknown-upload')
    expect(await isStored()).toBe(false)
  })
})
