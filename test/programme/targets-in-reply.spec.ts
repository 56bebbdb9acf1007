import { AT, Bureau, NAME, party } from './bureau.spec-support'

let bureau: Bureau
beforeEach(async () => {
  bureau = await Bureau.open()
  await bureau.given('/api/programmes', { name: NAME, openedOn: '2024-09-02' })
  await bureau.given(`${AT}/calls`, { key: '2025', title: '申报', on: '2025-06-10' })
  for (const i of [2, 3]) {
    const data = { key: `A-${i}`, title: '平台', call: '2025', party: party(i), town: '小榄镇', on: `2025-07-1${i}` }
    await bureau.given(`${AT}/applications`, data)
  }
})
afterEach(() => bureau.close())

const target = (more: object) =>
  bureau.given(`${AT}/targets`, { key: 'T', figure: 'applicants', from: '2025-07-01', scope: 'programme', ...more })
const sentence = async (window: string) => {
  const text: string = (await bureau.get(`${AT}/letter.txt?${window}`)).text
  return (text.split('\n').find((it) => it.startsWith('申报单位数：目标')) as string).replace(/\[\d+\]/g, '')
}

describe('A target in the reply', () => {
  it('is held against what was counted since it was set, whatever window the reply is asked for', async () => {
    await target({ atLeast: '3' })
    // Received on the 12th and 13th of July: none in August, two since the target was set.
    expect(await sentence('from=2025-08-01&to=2025-08-31')).toBe('申报单位数：目标不少于 3，现为 2，尚差 1。')
  })

  it('that was reached after its day says so, and how far it was on its day', async () => {
    await target({ atLeast: '2', by: '2025-07-12' })
    expect(await sentence('from=2025-07-01&to=2025-08-31')).toBe(
      '申报单位数：目标不少于 2（期限 2025-07-12），期限届满时为 1，未如期达到；现为 2，已达到。',
    )
    expect(await sentence('from=2025-07-01&to=2025-07-12')).toBe(
      '申报单位数：目标不少于 2（期限 2025-07-12），现为 1，尚差 1。',
    )
  })

  it('is told on the letter page with how it stood on its day', async () => {
    await target({ atLeast: '2', by: '2025-07-12' })
    await bureau.given(`${AT}/published-figures`, {
      publicationNo: 'F11',
      figure: 'applicants',
      value: '2',
      unit: 'count',
      unitAsWritten: '个',
      basis: 'notApplicable',
      states: 'target',
      source: { document: '示例函', publishedOn: '2025-09-10', wording: '争取 2 个' },
    })
    const { statements } = (await bureau.get(`${AT}/letter?from=2025-07-01&to=2025-08-31`)).body
    expect(statements[0].target).toEqual({
      value: '2',
      missing: '0',
      reached: true,
      by: '2025-07-12',
      atDeadline: { value: '1', missing: '1', reached: false },
    })
  })
})
