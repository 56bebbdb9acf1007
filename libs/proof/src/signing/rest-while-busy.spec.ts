import { type EventLoopUtilization, performance } from 'node:perf_hooks'
import { restWhileBusy } from './rest-while-busy'

describe('given work that nobody waits for, between two of its pieces', () => {
  /** How often it rests, where others take up so much of each rest. */
  async function restsBeside(...taken: readonly number[]): Promise<number> {
    let rests = 0
    jest.spyOn(performance, 'eventLoopUtilization').mockImplementation((before) => {
      const utilization = before === undefined ? 0 : (taken[rests++] ?? taken[taken.length - 1])
      return { idle: 0, active: 0, utilization } satisfies EventLoopUtilization
    })
    await restWhileBusy(new AbortController().signal)
    return rests
  }
  afterEach(() => jest.restoreAllMocks())

  test('when nobody is served meanwhile, then it rests once', async () => {
    expect(await restsBeside(0.1)).toBe(1)
  })

  test('when others are served, then it rests again until they are no more', async () => {
    expect(await restsBeside(0.9, 0.8, 0.2)).toBe(3)
  })

  test('when others are served all the time, then it goes on after five rests: it comes to its end', async () => {
    expect(await restsBeside(1)).toBe(5)
  })

  test('when it is being stopped, then it rests no longer', async () => {
    await expect(restWhileBusy(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})
