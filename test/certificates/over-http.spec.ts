import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import {
  consistencyFault,
  inclusionFault,
  Leaves,
  leafHash,
  nodeHash,
  openCheckpoint,
  parseVerifierKey,
  type SignedCheckpoint,
  type VerifierKey,
} from '@pilot-ledger/proof'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

const bytes = (base64: string) => Buffer.from(base64, 'base64')

describe('given the demonstration, and an auditor who believes only his copy of its key', () => {
  let fixture: DemonstrationFixture
  let key: VerifierKey
  let checkpoint: SignedCheckpoint
  let leaves: Uint8Array[]
  const get = (path: string, role = 'auditor') => fixture.get(`/api/log/${path}`, role)

  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    const noted = parseVerifierKey((await get('key')).body.trimEnd())
    if (isRefusal(noted)) throw new Error(noted.en)
    key = noted
    const opened = openCheckpoint((await get('checkpoint')).body, key)
    if (isRefusal(opened)) throw new Error(opened.en)
    checkpoint = opened
    leaves = []
    const its = new Leaves()
    // As they were stored: the service itself reads older entries in newer shapes.
    const stored = await openSqliteEventLog({ ...(fixture.ledger.log.address as { folder: string }), readOnly: true })
    for await (const page of stored.readAll()) for (const it of page) leaves.push(leafHash(its.next(it)))
    await stored.close()
  }, 60_000)
  afterAll(() => fixture.close())

  test('when it is served, then all that is in the log is signed', () => {
    expect(checkpoint.size).toBe(leaves.length)
  })

  test('when all tiles are taken, then they are the leaves and what follows from them, up to the signed root', async () => {
    const { size } = checkpoint
    const of = async (level: number, index: number, width: number) => {
      const path = `tile/${level}/${String(index).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`
      const { rawPayload, headers, statusCode } = await get(path)
      expect([statusCode, headers['content-type']]).toEqual([200, 'application/octet-stream'])
      expect(headers['cache-control']).toContain('immutable')
      return Array.from({ length: width }, (_, i) => rawPayload.subarray(i * 32, i * 32 + 32))
    }
    const tiles: Buffer[][] = []
    for (let at = 0; at < size; at += 256) tiles.push(await of(0, at / 256, Math.min(256, size - at)))
    expect(tiles.flat()).toEqual(leaves.map((it) => Buffer.from(it)))
    // A full tile is one subtree: pair by pair to its root.
    const rootOf = (hashes: readonly Uint8Array[]): Uint8Array =>
      hashes.length === 1
        ? hashes[0]
        : rootOf(Array.from({ length: hashes.length / 2 }, (_, i) => nodeHash(hashes[2 * i], hashes[2 * i + 1])))
    const full = tiles.filter((it) => it.length === 256).map((it) => Buffer.from(rootOf(it)))
    expect(full.length).toBeGreaterThan(0)
    expect(await of(1, 0, full.length)).toEqual(full)
  })

  test('when all entries are taken, then they are what the leaves are made of, for those who may read the log', async () => {
    const { size } = checkpoint
    const bundle = (form: string, index: number, width: number, role?: string) =>
      get(`tile/${form}/${String(index).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`, role)
    const taken: Buffer[] = []
    for (let at = 0; at < size; at += 256) {
      const width = Math.min(256, size - at)
      const { rawPayload, headers, statusCode } = await bundle('data', at / 256, width)
      expect([statusCode, headers['content-type']]).toEqual([200, 'application/octet-stream'])
      expect(headers['cache-control']).toBe('private, max-age=31536000, immutable')
      for (let from = 0; from < rawPayload.length; from += 4 + rawPayload.readUInt32BE(from))
        taken.push(rawPayload.subarray(from + 4, from + 4 + rawPayload.readUInt32BE(from)))
    }
    expect(taken.map((it) => leafHash(it))).toEqual(leaves)
    expect(JSON.parse(taken[300].toString('utf8'))).toMatchObject({ sequence: 301 })

    const asC2sp = taken.map((it) => Buffer.concat([Buffer.of(it.length >> 8, it.length & 255), it]))
    const entries = await bundle('entries', 1, 3)
    expect(entries.rawPayload).toEqual(Buffer.concat(asC2sp.slice(256, 259)))
    expect(entries.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    // A sealed result is longer than that format has room for.
    const long = taken.findIndex((it) => it.length > 65_535)
    const refused = await bundle('entries', Math.floor(long / 256), Math.min(256, (long % 256) + 1))
    expect([refused.statusCode, refused.headers['cache-control']]).toEqual([422, 'no-store'])
    const { code, facts } = refused.json()
    expect([code, facts.at]).toEqual(['entry-too-long', String(long)])
    // It stands where the refusal says, and so do its neighbours; those before it also as C2SP has it.
    const all = await get(facts.data)
    const [first, place] = [long - (long % 256), long % 256]
    const its = taken.slice(first, long + 1)
    expect(all.rawPayload.length).toBe(its.reduce((sum, it) => sum + 4 + it.length, 0))
    expect(all.rawPayload.subarray(-its[place].length)).toEqual(its[place])
    expect(place).toBeGreaterThan(0)
    const before = await bundle('entries', first / 256, place)
    expect(before.rawPayload).toEqual(Buffer.concat(asC2sp.slice(first, long)))

    for (const role of ['platform', 'finance', 'administrator'])
      for (const form of ['entries', 'data', '%65ntries', 'd%61ta'])
        expect((await bundle(form, 0, 1, role)).statusCode).toBe(403)
  })

  test('when any entry is asked for, then it is proven under the signed root; and any older size to be its beginning', async () => {
    const { size, root } = checkpoint
    for (const index of [0, 1, 255, 256, size - 1]) {
      const answer = (await get(`inclusion?index=${index}&size=${size}`)).json()
      const proof = answer.proof.map(bytes)
      expect(inclusionFault({ leaf: leaves[index], index, size, root, proof })).toBeUndefined()
      expect([bytes(answer.leaf), bytes(answer.root)]).toEqual([Buffer.from(leaves[index]), Buffer.from(root)])
    }
    for (const older of [0, 1, 256, 300, size]) {
      const answer = (await get(`consistency?older=${older}&size=${size}`)).json()
      const claim = { older, size, olderRoot: bytes(answer.olderRoot), root, proof: answer.proof.map(bytes) }
      expect(consistencyFault(claim)).toBeUndefined()
    }
  })

  test.each([
    ['tile/0/000.p/0', 404, 'unknown-tile'],
    ['tile/0/999', 404, 'unknown-tile'],
    ['tile/63/000.p/1', 404, 'unknown-tile'],
    ['tile/0/00', 404, 'unknown-tile'],
    ['tile/entries', 404, 'unknown-tile'],
    ['tile/data/999', 404, 'unknown-tile'],
    ['tile/data/entries/000', 404, 'unknown-tile'],
    ['tile/entries/000.p/256', 404, 'unknown-tile'],
    ['tile/entries/999', 404, 'unknown-tile'],
    ['tile/entries/', 404, 'unknown-tile'],
    ['tile/', 404, 'unknown-tile'],
    ['inclusion?index=0&size=999999', 404, 'unknown-size'],
    ['inclusion?index=5&size=5', 404, 'unknown-size'],
    ['inclusion?index=0&size=0', 404, 'unknown-size'],
    ['consistency?older=6&size=5', 404, 'unknown-size'],
    ['consistency?older=-1&size=5', 400, 'value-format'],
    ['inclusion?index=0', 400, 'field-missing'],
    ['inclusion?index=0&size=1e3', 400, 'value-format'],
    ['inclusion?index=0&size=18446744073709551615', 400, 'value-format'],
  ])('when %s is asked, then it is %i %s', async (path, status, code) => {
    const answer = await get(path)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('when a checkpoint is asked for, then nobody keeps it, and every role reads it', async () => {
    for (const role of ['platform', 'evaluator', 'finance', 'administrator', 'auditor']) {
      const answer = await get('checkpoint', role)
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
      expect(answer.headers['cache-control']).toBe('no-cache')
    }
  })

  test('when something is recorded, then soon it is signed, and the ledger is ready', async () => {
    const before = checkpoint.size
    const { proof, log } = fixture.ledger
    const event = {
      id: '0b6c1d1e-0000-4000-8000-000000000001',
      type: 'Noted',
      version: 1,
      data: {},
      metadata: { actor: 'a', correlationId: 'c' },
    }
    await log.append('plan-of-a-spec', 'none', [event])
    while (proof.signedSize === before) await new Promise((resolve) => setImmediate(resolve))
    const now = openCheckpoint((await get('checkpoint')).body, key)
    expect(now).toMatchObject({ size: before + 1 })
    expect((await fixture.app.inject('/health/ready')).json().checks.proof).toBe('ok')
  })

  test('when nothing can be proven just now, then the ledger is not ready, and names no file of its machine', async () => {
    const { tree } = fixture.ledger.proof
    tree.failure = new Error("ENOSPC: no space left on device, open '/srv/ledger/tree/level-00'")
    const answer = await fixture.app.inject('/health/ready')
    tree.failure = undefined
    expect([answer.statusCode, answer.json().checks.proof]).toEqual([503, 'failed'])
    expect(answer.body).not.toContain('srv')
  })

  test('when hashes cannot be read, then nobody keeps that answer', async () => {
    const { folder } = fixture.ledger.log.address as { folder: string }
    truncateSync(join(folder, 'tree', 'level-00'), 32 * 10)
    for (const path of ['tile/0/000', 'inclusion?index=100&size=300', 'consistency?older=101&size=300']) {
      const answer = await get(path)
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([500, 'no-store'])
    }
  })
})
