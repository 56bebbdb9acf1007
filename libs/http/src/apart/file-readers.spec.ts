import { RefusalException } from '../problem'
import { FILE_READERS_LIMITS, FileReaders, type Reading } from '.'

const MiB = 1_048_576
const reading = (name: string, ...args: unknown[]): Reading => ({
  module: require.resolve('./hostile.spec-support'),
  name,
  args,
})
const refusedBy = (read: Promise<unknown>) =>
  read.then(
    () => 'read',
    (error: unknown) => {
      if (error instanceof RefusalException) return `${error.status} ${error.refusals[0].code}`
      throw error
    },
  )
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const it of items) found.push(it)
  return found
}

describe('given a readers that reads what strangers sent', () => {
  const readers = new FileReaders({
    ...FILE_READERS_LIMITS,
    readers: 2,
    // A busy machine is no fault: only who is to be found too slow is given little time.
    patience: 60_000,
    memoryBytes: 240 * MiB,
    waitPatience: 60_000,
  })

  test('then what a reading gives comes back as it was given, bytes and all', async () => {
    const args = [{ path: '/x', n: 1, none: undefined }, new Uint8Array([1, 2]), ['一', 10n]]
    expect(await readers.result('a', reading('echo', ...args))).toEqual(args)
  })

  test('then items come in order, many more than are on their way at once', async () => {
    const items = await all(readers.items<{ n: number }>('a', reading('counted', 5_000)))
    expect(items.map((it) => it.n)).toEqual(Array.from({ length: 5_000 }, (_, i) => i + 1))
  })

  test('when the listener has heard enough, then the reader ends and the next file is read by another', async () => {
    for await (const { n } of readers.items<{ n: number }>('a', reading('counted', 1e9))) if (n === 700) break
    expect(await readers.result('a', reading('echo', 1))).toEqual([1])
  })

  test('then a refusal comes behind what was given before it, with its facts', async () => {
    const items = readers.items('a', reading('countedAndRefused', 300))
    for (let n = 1; n <= 300; n++) expect((await items.next()).value).toEqual({ n })
    await expect(items.next()).rejects.toMatchObject({
      refusals: [{ code: 'formula', facts: { row: '3' } }],
      status: 422,
    })
  })

  test.each([
    ['never ends', 'forever', '422 file-takes-too-long'],
    ['fills the heap', 'everMoreObjects', '413 file-takes-too-much'],
    ['fills the memory beside it', 'everMoreBytes', '413 file-takes-too-much'],
    ['ends its process', 'dies', '422 file-reading-broke-off'],
  ])(
    'when a file %s, then its sender is told so, everybody is served meanwhile, and the next is read',
    async (_, name, code) => {
      const patient = new FileReaders({
        ...FILE_READERS_LIMITS,
        readers: 2,
        memoryBytes: 240 * MiB,
        patience: name === 'forever' ? 3_000 : 60_000,
      })
      let turns = 0
      const turning = setInterval(() => turns++, 5)
      const hostile = refusedBy(patient.result('them', reading(name)))
      expect(await patient.result('us', reading('echo', '好'))).toEqual(['好'])
      expect(await hostile).toBe(code)
      clearInterval(turning)
      expect(turns).toBeGreaterThan(1)
      expect(await patient.result('them', reading('echo', '好'))).toEqual(['好'])
    },
  )

  test('when one gives something and then never ends, then that is refused too', async () => {
    const hasty = new FileReaders({ ...FILE_READERS_LIMITS, readers: 2, patience: 3_000 })
    const items = hasty.items('a', reading('someAndForever'))
    expect((await items.next()).value).toEqual({ n: 1 })
    expect(await refusedBy(all(items))).toBe('422 file-takes-too-long')
  })

  test('then a mistake of ours is an error with its place, no refusal of the file', async () => {
    await expect(readers.result('a', reading('fails'))).rejects.toMatchObject({
      message: 'a mistake of ours',
      stack: expect.stringContaining('hostile.spec-support'),
    })
  })

  test('then a process that has read stays for the next file', async () => {
    const ids = [await readers.result('a', reading('processId')), await readers.result('b', reading('processId'))]
    expect(ids[0]).toBe(ids[1])
    expect(ids[0]).not.toBe(process.pid)
  })
})

describe('given one sender of many files', () => {
  test('then he takes one reader, others read beside him, and what waits too long or too much is told', async () => {
    const readers = new FileReaders({
      ...FILE_READERS_LIMITS,
      readers: 2,
      waiting: 2,
      patience: 4_000,
      waitPatience: 100,
    })
    await readers.result('them', reading('echo'))
    const first = refusedBy(readers.result('them', reading('forever')))
    const more = [1, 2, 3].map(() => refusedBy(readers.result('them', reading('forever'))))
    expect(await Promise.all(more)).toEqual(['503 reading-busy', '503 reading-busy', '503 reading-busy'])
    expect(await readers.result('us', reading('echo', 1))).toEqual([1])
    expect(await first).toBe('422 file-takes-too-long')
  })

  test('when one sends more than there are places to wait, then another still has one', async () => {
    const readers = new FileReaders({
      ...FILE_READERS_LIMITS,
      readers: 1,
      patience: 60_000,
      waiting: 4,
      waitPatience: 60_000,
    })
    await readers.result('them', reading('echo'))
    const theirs = Array.from({ length: 9 }, (_, i) => refusedBy(readers.result('them', reading('echo', i))))
    const ours = readers.result('us', reading('echo', 1))
    // One is read, two wait; of four places two are left for others.
    expect((await Promise.all(theirs)).filter((it) => it === 'read')).toHaveLength(3)
    expect(await ours).toEqual([1])
  })
})
