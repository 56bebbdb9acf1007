import { engagementStream } from '@pilot-ledger/engagements'
import { engagementIdOf, isRefusal } from '@pilot-ledger/kernel'
import { platformRules, platformStream } from '@pilot-ledger/platforms'
import fc from 'fast-check'
import { amendment, Bureau, batch, contract, invoice, type Line, PLATFORM, payment } from './bureau.spec-support'

let bureau: Bureau
beforeAll(async () => {
  bureau = await Bureau.open()
})
afterAll(() => bureau.close())

const HALVES = ['\ud83d', '\udc00', '甲\ud83d乙', '\udc00\ud83d', '\u{1F600}\ud83d']
/** One row of each kind that has words of its own; the contract beside them is fine. */
const KINDS: readonly Line[] = [
  contract('C-2'),
  amendment('C-1', '1000.00', '10.00', '1010.00'),
  batch('C-1', 'B-1', { releasedOn: '2025-04-02', releasedBy: '质量部', line: '1号线' }),
  [
    'deliverable',
    { contractNo: 'C-1', deliverableNo: '1', title: '报告', acceptedOn: '2025-04-01', acceptedBy: '某部' },
  ],
  invoice('C-1', 1, '10.00'),
  payment('C-1', 'R-1', '10.00'),
  ['evidence', { contractNo: 'C-1', evidenceKind: '合同', fileName: 'a.pdf', pages: '1', sha256: '0'.repeat(64) }],
]
const PLACES = KINDS.flatMap(([kind, values], at) => Object.keys(values).map((field) => ({ kind, field, at })))

describe('given a file with half a character somewhere in a row', () => {
  test('then the preview refuses that row at its column, and mode all records nothing, whatever field it is', async () => {
    const before = await bureau.size()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLACES), fc.constantFrom(...HALVES), async ({ field, at }, half) => {
        const [kind, values] = KINDS[at]
        const value = values[field]
        const broken = Array.isArray(value) ? [...value, half] : `${value}${half}`
        const lines: Line[] = [contract('C-1'), [kind, { ...values, [field]: broken }], contract('C-3')]
        const preview = await bureau.import('preview', lines)
        expect(preview.counts.unread).toBe(1)
        const column = Object.keys(values).indexOf(field) + 1
        expect(preview.faults).toMatchObject([{ code: 'not-storable', field, place: { row: 3, column } }])
        const real = await bureau.import('all', lines)
        expect([real.verdict, real.faults]).toEqual(['refused', preview.faults])
        expect(await bureau.size()).toBe(before)
      }),
      { numRuns: 60, examples: PLACES.map((place) => [place, HALVES[0]]) },
    )
  })

  test('then a title is told with its column and in both languages', async () => {
    const [, values] = contract('C-4')
    const { faults } = await bureau.import('preview', [['contract', { ...values, title: '半个\ud83d字符' }]])
    expect(faults).toMatchObject([
      { code: 'not-storable', field: 'title', place: { row: 2, column: Object.keys(values).indexOf('title') + 1 } },
    ])
  })
})

test('every door refuses by the same function: half a character cut from a text is a refusal, not a failure', async () => {
  const data = { name: 'x'.repeat(3) + '\u{1F600}'.slice(0, 1) }
  const answer = await bureau.recorder.record({
    stream: platformStream('another'),
    rules: platformRules,
    decide: () => [{ type: 'PlatformRegistered', data } as never],
    actor: '管理员',
    correlationId: 'c',
    requestHash: '0'.repeat(64),
  })
  expect(isRefusal(answer) && answer).toMatchObject({ code: 'not-storable', pointer: '/name' })
  expect((await bureau.log.readStream(engagementStream(engagementIdOf(PLATFORM, 'another')))).exists).toBe(false)
})
