import { ask, Refused } from './ask'

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
