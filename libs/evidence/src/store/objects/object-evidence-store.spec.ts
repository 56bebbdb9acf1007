import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { evidenceStoreContract, inPieces, nameOf } from '../contract.spec-support'
import { NotAsNamed, StoreUnavailable } from '../faults'
import { objectPlace } from './address'
import { PATIENCE, type Patience } from './exchange'
import { ObjectEvidenceStore } from './object-evidence-store'
import { KEYS, type S3Server, s3Server } from './s3-server.spec-support'

/** As in service, but for how long it waits: longer than a busy machine takes to answer. */
const QUICK: Patience = { silence: 2_000, tries: 3, pause: 1 }
const storeAt = (address: string, env: Record<string, string> = KEYS, patience?: Patience) =>
  new ObjectEvidenceStore(objectPlace(address, env), patience ?? QUICK)

jest.setTimeout(60_000)

evidenceStoreContract('S3-compatible object storage', {
  open: async () => {
    const server = await s3Server()
    const open = [storeAt(server.address, KEYS, PATIENCE)]
    return {
      store: open[0],
      reopen: async () => {
        open.push(storeAt(server.address, KEYS, PATIENCE))
        return open[1]
      },
      dispose: async () => {
        for (const it of open) await it.close()
        await server.dispose()
      },
    }
  },
})

describe('Papers in object storage', () => {
  let server: S3Server
  let store: ObjectEvidenceStore
  let folder: string
  beforeEach(async () => {
    server = await s3Server()
    store = storeAt(server.address)
    folder = mkdtempSync(join(tmpdir(), 'papers-'))
  })
  afterEach(async () => {
    await store.close()
    await server.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  const scan = randomBytes(900_001)
  const { sha256 } = nameOf(scan)
  const laid = (content: Uint8Array = scan) => {
    const path = join(folder, 'scan')
    writeFileSync(path, content)
    return path
  }
  const adopt = () => store.adopt(nameOf(scan), laid())
  const read = async () => {
    const file = await store.get(sha256)
    return file && nameOf(await buffer(file.bytes))
  }
  const listed = async () => {
    const names: string[] = []
    for await (const it of store.list()) names.push(it.sha256)
    return names
  }
  const puts = () => server.asked.filter((it) => it.startsWith('PUT'))

  it('lie under the prefix, named as in a folder', async () => {
    await adopt()
    expect(puts()).toEqual([`PUT /pilot-evidence/papers/${sha256.slice(0, 2)}/${sha256.slice(2)}`])
  })

  it('are all listed, over many pages of the listing, and nothing else that lies there', async () => {
    const many = Array.from({ length: 7 }, (_, i) => Buffer.from(`第${i}页`))
    for (const it of many) await store.put(nameOf(it), inPieces(it))
    const foreign = storeAt(server.address.replace('/papers', '/papers/ab'))
    await foreign.put(nameOf(scan), inPieces(scan))
    await foreign.close()
    server.pageOf = 3
    expect(await listed()).toEqual(many.map((it) => nameOf(it).sha256).sort())
    expect(server.asked.filter((it) => it.includes('list-type'))).toHaveLength(3)
  })

  describe('where the store fails, and a moment later does not', () => {
    it.each([
      ['is overrun', { answers: 503, code: 'SlowDown' }],
      ['fails inside', { answers: 500, code: 'InternalError' }],
      ['is silent', 'is silent'],
      ['breaks off in the middle of the file', { breaksAfterSending: 300_000 }],
      ['takes the file, and its answer is lost', 'loses the answer'],
    ] as const)('it %s: the file is stored all the same', async (_, fault) => {
      server.faults.push(fault, fault)
      await adopt()
      expect(puts()).toHaveLength(3)
      expect(await read()).toEqual(nameOf(scan))
    })

    it('what is being read goes on where the line broke', async () => {
      await adopt()
      server.faults.push({ breaksAfterReading: 300_000 }, { breaksAfterReading: 200_000 })
      expect(await read()).toEqual(nameOf(scan))
      server.faults.push({ breaksAfterReading: 100_000 })
      const part = await store.get(sha256, { from: 50_000, to: 699_999 })
      expect(part && nameOf(await buffer(part.bytes))).toEqual(nameOf(scan.subarray(50_000, 700_000)))
    })
  })

  describe('where it does not serve', () => {
    it.each([
      ['is overrun', { answers: 503, code: 'SlowDown' }, 3, 'unreachable'],
      ['is silent', 'is silent', 3, 'unreachable'],
      ['breaks off in the middle of the file', { breaksAfterSending: 300_000 }, 3, 'unreachable'],
      ['is full', { answers: 507, code: 'XMinioStorageFull' }, 1, 'disk-full'],
      ['has a quota that is used up', { answers: 403, code: 'QuotaExceeded' }, 1, 'disk-full'],
      ['knows no such keys', { answers: 403, code: 'InvalidAccessKeyId' }, 1, 'refused'],
      ['is of another region', { answers: 301, code: 'PermanentRedirect' }, 1, 'refused'],
    ] as const)(
      'it %s: told by name, nothing is stored, and the file still stands here',
      async (_, fault, tries, reason) => {
        server.faults.push(fault, fault, fault)
        const path = laid()
        await expect(store.adopt(nameOf(scan), path)).rejects.toMatchObject({
          code: 'evidence-store-unavailable',
          reason,
        })
        expect(puts()).toHaveLength(tries)
        expect(existsSync(path)).toBe(true)
        expect(store.fault()).toBe(reason)
        server.faults.length = 0
        expect([await store.has(sha256), await read(), await listed()]).toEqual([undefined, undefined, []])
        await store.adopt(nameOf(scan), path)
        expect(await read()).toEqual(nameOf(scan))
        expect(store.fault()).toBeUndefined()
      },
    )

    it('away altogether: each call says so, and all is there when it is back', async () => {
      await adopt()
      await server.away()
      const unreachable = { reason: 'unreachable' }
      await expect(store.get(sha256)).rejects.toMatchObject(unreachable)
      await expect(store.has(sha256)).rejects.toMatchObject(unreachable)
      await expect(listed()).rejects.toMatchObject(unreachable)
      await expect(store.remove(sha256, Date.now())).rejects.toMatchObject(unreachable)
      await expect(store.put(nameOf(scan), inPieces(scan))).rejects.toMatchObject(unreachable)
      await server.back()
      expect(await read()).toEqual(nameOf(scan))
    })

    it('a line that breaks again and again: the reading ends with the fault, not with less of the file', async () => {
      await adopt()
      server.faults.push(...[1, 2, 3].map(() => ({ breaksAfterReading: 100_000 })))
      await expect(read()).rejects.toThrow(StoreUnavailable)
    })

    it('a listing that is cut off is no listing', async () => {
      await adopt()
      server.faults.push(...[1, 2, 3].map(() => ({ breaksAfterReading: 200 })))
      await expect(listed()).rejects.toMatchObject({ reason: 'unreachable' })
    })

    it('a bucket that is not there is not one without papers', async () => {
      const elsewhere = storeAt(server.address.replace('pilot-evidence', 'other-bucket'))
      const refused = { reason: 'refused' }
      await expect(elsewhere.has(sha256)).rejects.toMatchObject(refused)
      await expect(elsewhere.get(sha256)).rejects.toMatchObject(refused)
      await expect(elsewhere.list().next()).rejects.toMatchObject(refused)
      await elsewhere.close()
    })

    it('who waits for how it is is not kept waiting: it is asked in the background', async () => {
      await server.away()
      expect(store.fault()).toBeUndefined()
      while (store.fault() === undefined) await new Promise(setImmediate)
      expect(store.fault()).toBe('unreachable')
    })
  })

  it('a file that was altered after it was hashed is not sent to its end', async () => {
    const path = laid(Buffer.from(scan).fill(0, 500_000, 500_001))
    await expect(store.adopt(nameOf(scan), path)).rejects.toThrow(NotAsNamed)
    expect(existsSync(path)).toBe(true)
    expect([await store.has(sha256), await listed()]).toEqual([undefined, []])
  })

  it('told of a wrong key, neither its secret nor what was signed with it is said', async () => {
    const secret = 'wrong/Secret+Key'
    const stranger = storeAt(server.address, { ...KEYS, AWS_SECRET_ACCESS_KEY: secret })
    const error = (await stranger.has(sha256).catch((it: unknown) => it)) as StoreUnavailable
    expect(error).toMatchObject({ reason: 'refused' })
    for (let it: unknown = error; it instanceof Error; it = it.cause) {
      expect(JSON.stringify(it) + it.message + it.stack).not.toContain(secret)
      expect(it.message).not.toMatch(/S3RVER|Signature=|AWS4/)
    }
    await stranger.close()
  })

  it('leaves nothing of what it laid down on the way to the store', async () => {
    const before = readdirSync(tmpdir()).filter((it) => it.startsWith('pilot-ledger-paper'))
    await store.put(nameOf(scan), inPieces(scan))
    await server.away()
    await expect(store.put(nameOf(scan), inPieces(scan))).rejects.toThrow(StoreUnavailable)
    expect(readdirSync(tmpdir()).filter((it) => it.startsWith('pilot-ledger-paper'))).toEqual(before)
  })
})

describe('The address of an object store', () => {
  const placeOf = (address: string, env: Record<string, string> = KEYS) => objectPlace(address, env)

  it('says bucket, prefix, endpoint and region', () => {
    const { bucket, prefix, region } = placeOf(
      's3://papers/zhongshan/2026?endpoint=https://oss.example.cn:9000&region=cn-south-1',
    )
    expect([bucket.href, prefix, region]).toEqual([
      'https://oss.example.cn:9000/papers/',
      'zhongshan/2026/',
      'cn-south-1',
    ])
  })

  it('has the bucket before the host where the service needs it so', () => {
    expect(placeOf('s3://papers?endpoint=https://oss.example.cn&style=host').bucket.href).toBe(
      'https://papers.oss.example.cn/',
    )
  })

  it('is Amazon’s of the region without an endpoint', () => {
    expect(placeOf('s3://papers?region=eu-west-1').bucket.href).toBe('https://s3.eu-west-1.amazonaws.com/papers/')
    expect(placeOf('s3://papers', { ...KEYS, AWS_REGION: 'cn-north-1' }).bucket.href).toBe(
      'https://s3.cn-north-1.amazonaws.com.cn/papers/',
    )
  })

  it.each([
    's3://key:secret@papers',
    's3://papers?endpoint=https://key:secret@host',
    's3://papers?secret=secret',
    's3://papers?endpoint=ftp://host',
    's3://papers?endpoint=https://host/secret',
    's3://papers?style=secret-',
    's3://Papers_',
    's3://papers/..//x',
    's3://papers/有',
    's3://',
  ])('%s is none', (address) => {
    expect(() => placeOf(address)).toThrow(/佐证材料库/)
  })

  it('takes keys from the environment, and says which are missing', () => {
    expect(() => placeOf('s3://papers', { AWS_ACCESS_KEY_ID: 'A' })).toThrow('AWS_SECRET_ACCESS_KEY')
    expect(placeOf('s3://papers', { ...KEYS, AWS_SESSION_TOKEN: 'lent' }).credentials).toEqual({
      ...{ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', sessionToken: 'lent' },
    })
  })
})
