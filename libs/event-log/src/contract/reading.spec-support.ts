import type { RecordedEvent } from '../port'
import { type Given, numbersOf, upTo } from './given.spec-support'
import type { Scenario } from './scenario.spec-support'

/** Scenarios 27–32. */
export function readingScenarios(scenario: Scenario): void {
  scenario(
    '27',
    'a stream reads forward, backward, from a revision, by the page, and is empty past its end',
    async (given) => {
      await given.append(upTo(7), 'none')
      await given.append(['other'], 'none', given.stream('other contract'))
      const read = async (options: Parameters<typeof given.log.readStream>[1]) => {
        const slice = await given.log.readStream(given.stream(), options)
        expect(slice).toMatchObject({ exists: true, head: 6 })
        return numbersOf(slice.events).join('')
      }

      expect(await read({})).toBe('0123456')
      expect(await read({ direction: 'backward' })).toBe('6543210')
      expect(await read({ from: 4 })).toBe('456')
      expect(await read({ from: 2, limit: 3 })).toBe('234')
      expect(await read({ from: 2, limit: 3, direction: 'backward' })).toBe('210')
      expect(await read({ limit: 2, direction: 'backward' })).toBe('65')
      expect(await read({ from: 99, direction: 'backward', limit: 1 })).toBe('6')
      expect(await read({ from: 7 })).toBe('')
      expect(await read({ limit: 0 })).toBe('')
    },
  )

  scenario('28', 'an unknown stream can be told from an empty page', async (given) => {
    await given.append([0], 'none')

    expect(await given.log.readStream(given.stream('never signed'))).toEqual({ exists: false, head: -1, events: [] })
    expect(await given.log.readStream(given.stream(), { from: 1 })).toEqual({ exists: true, head: 0, events: [] })
  })

  scenario('29', 'the whole log comes in commit order and agrees with every stream', async (given) => {
    const streams = ['one', 'two', 'three'].map((it) => given.stream(it))
    const answered: string[] = []
    for (const k of upTo(30)) answered.push((await given.append([k, `${k}b`], 'any', streams[(k * k) % 3])).position)

    const all = await given.stored()
    expect(numbersOf(all)).toEqual(upTo(30).flatMap((k) => [`${k}`, `${k}b`]))
    expect(all.filter((_, i) => i % 2 === 1).map((it) => it.position)).toEqual(answered)
    for (const [i, it] of all.slice(1).entries())
      expect(given.log.compare(all[i].position, it.position)).toBeLessThan(0)
    for (const stream of streams) {
      expect((await given.log.readStream(stream)).events).toEqual(all.filter((it) => it.stream === stream))
    }
  })

  scenario('30', 'pages of any size give the same list', async (given) => {
    for (const k of upTo(7)) await given.append([k, `${k}b`, `${k}c`], 'any', given.stream(`contract ${k % 2}`))
    const all = await given.stored()

    for (const pageSize of [1, 2, 5, 21, 1_000]) {
      const pages = await pagesOf(given, { pageSize })
      expect(pages.flat()).toEqual(all)
      expect(Math.max(...pages.map((it) => it.length))).toBeLessThanOrEqual(pageSize)
    }
    expect((await pagesOf(given, { pageSize: 2, limit: 5 })).flat()).toEqual(all.slice(0, 5))
    expect((await pagesOf(given, { after: all[3].position })).flat()).toEqual(all.slice(4))
    expect(await pagesOf(given, { after: all[20].position })).toEqual([])
    expect(await pagesOf(given, { limit: 0 })).toEqual([])
  })

  scenario(
    '31',
    'reading at a position gives that entry, and nothing where there is none',
    async (given) => {
      const first = await given.append([0], 'none')
      expect(numbersOf([(await given.log.readAt(first.position)) as RecordedEvent])).toEqual(['0'])
      given.log = (await given.opened.reopen?.()) ?? given.log

      expect(await given.log.head()).toBe(first.position)
      const second = await given.append([1], 0)
      expect(await given.log.readAt(second.position)).toEqual((await given.stored())[1])
    },
    { needs: 'reopen' },
  )

  scenario(
    '32',
    'leaving a read early leaves nothing open',
    async (given) => {
      await given.append(upTo(50), 'none')
      for (const _ of upTo(20)) {
        for await (const page of given.log.readAll({ after: given.start, pageSize: 2 })) {
          expect(page).toHaveLength(2)
          break
        }
      }
      const handlerFailed = (async () => {
        for await (const _ of given.log.readAll({ after: given.start, pageSize: 2 }))
          throw new Error('the reader gave up')
      })()
      await expect(handlerFailed).rejects.toThrow('the reader gave up')

      expect(given.opened.openReads?.()).toBe(0)
      expect(await given.append(['after'], 49)).toMatchObject({ revision: 50 })
    },
    { needs: 'openReads' },
  )
}

async function pagesOf(given: Given, options: Parameters<Given['log']['readAll']>[0]) {
  const pages: (readonly RecordedEvent[])[] = []
  for await (const page of given.log.readAll({ after: given.start, ...options })) pages.push(page)
  return pages
}
