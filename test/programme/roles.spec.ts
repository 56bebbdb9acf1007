import { programmeIdOf } from '@pilot-ledger/programme'
import { AccessFixture, NAMES, OURS, RIVAL } from '../../libs/access/src/http/access-fixture.spec-support'

const NAME = '示例市中试平台建设'
const AT = `/api/programmes/${programmeIdOf(NAME)}`
const W = 'from=2024-01-01&to=2025-08-31'

let fixture: AccessFixture
beforeEach(async () => {
  fixture = await AccessFixture.open({}, { days: 30, datedDays: 10_000, proposalDays: 90 })
  await fixture.settle()
  await keeps('/api/programmes', { name: NAME, openedOn: '2024-09-02' })
  for (const [id, count] of [
    [OURS, 1],
    [RIVAL, 3],
  ] as const) {
    for (let i = 0; i < count; i++)
      await keeps(`/api/platforms/${id}/library-projects`, { key: `X-${i}`, title: `秘密课题${i}`, from: '2025-01' })
    await keeps(`/api/platforms/${id}/cultivation-designations`, { on: '2025-02', document: `秘密文件${id}` })
  }
  const target = { key: 'T', figure: 'libraryProjects', atLeast: '2', from: '2024-09', scope: 'eachPlatform' }
  await keeps(`${AT}/targets`, target)
})
afterEach(() => fixture.close())

async function keeps(url: string, body: object, who = 'keeper') {
  const answer = await fixture.ask(who, 'POST', url, body)
  if (answer.status !== 201) throw new Error(`${url}: ${answer.status} ${answer.text}`)
  return answer.body
}
const get = async (url: string, who: string) =>
  fixture.ask(who, 'GET', `${url}${url.includes('?') ? '&' : '?'}waitFor=${await fixture.log.head()}`)

describe('A platform’s clerk', () => {
  it('sees of a threshold that each platform has how far its own is, and of the others only how many reach it', async () => {
    const own = (await get(`${AT}/targets?to=2025-08-31`, 'clerk')).body.targets[0]
    expect(own).toMatchObject({ value: '1', missing: '1', reached: false })
    expect(own.platforms).toMatchObject([{ id: OURS, value: '1', missing: '1', reached: false }])
    const all = (await get(`${AT}/targets?to=2025-08-31`, 'evaluator')).body.targets[0]
    expect(all.platforms.map((it: { value: string }) => it.value)).toEqual(['1', '3'])
  })

  it('is warned of its own library below the threshold and of its own town off the list, not of another’s', async () => {
    await keeps(`${AT}/targets/T/end`, { on: '2025-06-01', reason: '提高' })
    await keeps(`${AT}/targets`, {
      key: 'T',
      figure: 'libraryProjects',
      atLeast: '4',
      from: '2025-06-01',
      scope: 'eachPlatform',
    })
    const reported = async (who: string) =>
      (await get(AT, who)).body.warnings.map((it: { code: string; key: string }) => `${it.code} ${it.key}`)
    expect(await reported('evaluator')).toEqual([
      `town-unknown ${NAMES.ours}`,
      `town-unknown ${NAMES.rival}`,
      `below-threshold ${NAMES.ours}`,
      `below-threshold ${NAMES.rival}`,
    ])
    expect(await reported('clerk')).toEqual([`town-unknown ${NAMES.ours}`, `below-threshold ${NAMES.ours}`])
    await keeps(`${AT}/towns`, { key: '火炬开发区', from: '2022-01' })
    await keeps(`/api/platforms/${RIVAL}/library-projects`, { key: 'X-9', title: '课题', from: '2025-08' })
    expect(await reported('evaluator')).toEqual([`below-threshold ${NAMES.ours}`])
  })

  it('is warned of an upgraded line that its platform’s register does not have on that day, not of another’s', async () => {
    await keeps(`/api/platforms/${OURS}/production-lines`, { key: 'L01', title: '一线', from: '2025-02-01' })
    const upgrade = { title: '数字孪生', technologies: ['数字孪生'], platform: OURS }
    const of = (key: string, more: object) => keeps(`${AT}/line-upgrades`, { key, ...upgrade, ...more })
    await of('SJ-1', { line: 'l01', from: '2025-02-01' })
    await of('SJ-2', { line: 'L01', from: '2025-01-31' })
    await of('SJ-3', { line: 'L99', from: '2025-03-01' })
    await of('SJ-4', { line: 'L01', from: '2025-03-01', platform: RIVAL })
    const reported = async (who: string) =>
      (await get(AT, who)).body.warnings
        .filter((it: { code: string }) => it.code === 'line-unknown')
        .map((it: { key: string }) => it.key)
    expect(await reported('evaluator')).toEqual(['SJ-2', 'SJ-3', 'SJ-4'])
    expect(await reported('clerk')).toEqual(['SJ-2', 'SJ-3'])
  })

  it('opens a figure over every register to his own platform’s rows, and to how many there are in all', async () => {
    const url = `${AT}/figures/cultivatingUnits/entries?${W}`
    const { body, text } = await get(url, 'clerk')
    expect(body.total).toBe('2')
    expect(body.entries).toHaveLength(1)
    expect(text).toContain(`秘密文件${OURS}`)
    expect(text).not.toContain(`秘密文件${RIVAL}`)
    expect((await get(url, 'evaluator')).text).toContain(`秘密文件${RIVAL}`)
    const changes = await get(`${AT}/figures/changes?${W}&since=0&codes=cultivatingUnits`, 'clerk')
    expect(changes.text).not.toContain(`秘密文件${RIVAL}`)
    expect(changes.text).toContain(`秘密文件${OURS}`)
  })

  it('does not read the letter, which lays every platform’s money beside it', async () => {
    for (const paper of ['letter', 'letter.txt', 'letter.docx']) {
      expect((await fixture.ask('clerk', 'GET', `${AT}/${paper}?${W}`)).status).toBe(403)
      expect((await fixture.ask('keeper', 'GET', `${AT}/${paper}?${W}`)).status).toBe(403)
      expect((await fixture.ask('finance', 'GET', `${AT}/${paper}?${W}`)).status).toBe(200)
    }
  })
})

describe('An old entry of a programme', () => {
  it('is changed by two persons: proposed by one, approved by another', async () => {
    const { entryId } = await keeps(`${AT}/calls`, { key: '2024', title: '申报', on: '2024-09-18' })
    fixture.pass(31 * 86_400_000)
    const correction = {
      corrects: entryId,
      content: { type: 'CallOpened', data: { key: '2024', title: '2024 年申报', on: '2024-09-19' } },
      reason: '日期有误',
    }
    const alone = await fixture.ask('keeper', 'POST', `${AT}/corrections`, correction)
    expect(alone).toMatchObject({ status: 422, body: { code: 'second-person-needed' } })
    const proposed = await keeps(`${AT}/proposals`, { correction })
    expect((await get(AT, 'evaluator')).body).toMatchObject({
      proposals: [{ proposal: proposed.entryId, proposedBy: 'keeper' }],
      registers: { call: [{ on: '2024-09-18' }] },
    })
    await keeps(`${AT}/proposals/${proposed.entryId}/approval`, {}, 'evaluator')
    const { body } = await get(AT, 'evaluator')
    expect(body).toMatchObject({ proposals: [], registers: { call: [{ on: '2024-09-19' }] } })
  })
})
