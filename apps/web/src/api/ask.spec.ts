import { ask, askWhole, Refused } from './ask'

// Whether somebody sits there is asked of a window, which there is none of here.
jest.mock('./attended', () => ({ attendedHeaders: () => ({}) }))

const answered = (status: number, body: string) =>
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { status }))
const refusal = () => ask('GET /api/cut').catch((error: unknown) => (error instanceof Refused ? error.problem : error))
afterEach(() => jest.restoreAllMocks())

test.each([
  [502, '<html><h1>Bad Gateway</h1></html>'],
  [504, ''],
  [200, '<html>log in at the proxy</html>'],
])('when a proxy answers %i in its own words, then the service is out of reach', async (status, body) => {
  answered(status, body)
  expect(await refusal()).toMatchObject({ status: 0, code: 'unreachable' })
})

test('when the service refuses, then it is what it says', async () => {
  answered(503, JSON.stringify({ status: 503, code: 'busy' }))
  expect(await refusal()).toEqual({ status: 503, code: 'busy' })
})

test('given a list of three pages, then all of its rows come, with what the last page says', async () => {
  const pages = [
    { platforms: [{ id: 'a' }, { id: 'b' }], next: 'second' },
    { platforms: [{ id: 'c' }], next: 'third' },
    { platforms: [{ id: 'd' }] },
  ]
  const asked = jest.spyOn(globalThis, 'fetch')
  for (const it of pages) asked.mockResolvedValueOnce(new Response(JSON.stringify(it)))
  const { platforms, next } = await askWhole('GET /api/platforms', { limit: 2 }, 'platforms')
  expect([platforms.map((it) => it.id), next]).toEqual([['a', 'b', 'c', 'd'], undefined])
  const cursors = asked.mock.calls.map(([it]) => new URL(String(it), 'http://ledger').searchParams.get('cursor'))
  expect(cursors).toEqual([null, 'second', 'third'])
})

test('given more rows than are wanted, then whole pages come until there are as many, and where it goes on', async () => {
  const pages = [
    { reads: [{ sequence: 9 }, { sequence: 8 }], next: '8' },
    { reads: [{ sequence: 7 }], next: '7' },
  ]
  const asked = jest.spyOn(globalThis, 'fetch')
  for (const it of pages) asked.mockResolvedValueOnce(new Response(JSON.stringify(it)))
  const { reads, next } = await askWhole('GET /api/access-log', {}, 'reads', { by: 'before', most: 3 })
  expect([reads.map((it) => it.sequence), next]).toEqual([[9, 8, 7], '7'])
  expect(String(asked.mock.calls[1][0])).toContain('before=8')
})

test('given a list that nobody waits for any more, then no further page is asked for', async () => {
  const left = new AbortController()
  const asked = jest.spyOn(globalThis, 'fetch').mockImplementationOnce(async () => {
    left.abort()
    return new Response(JSON.stringify({ platforms: [{ id: 'a' }], next: 'second' }))
  })
  const whole = askWhole('GET /api/platforms', {}, 'platforms', { signal: left.signal })
  await expect(whole).rejects.toMatchObject({ name: 'AbortError' })
  expect(asked).toHaveBeenCalledTimes(1)
})
