import { createHash } from 'node:crypto'
import { canonicalJson, platformIdOf } from '@pilot-ledger/kernel'
import { ROUND_ID } from '../../apps/standalone/src/demonstration/evaluation'
import { HARDWARE } from '../../apps/standalone/src/demonstration/programme'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

describe('given the demonstration’s round of evaluation', () => {
  let fixture: DemonstrationFixture
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
  }, 120_000)
  afterAll(() => fixture.close())

  const get = async (url: string, role = 'evaluator') => (await fixture.get(url, role)).json()
  const cents = (text: string) => BigInt(text.replace('.', ''))

  it('the subsidy rule is at work (F22): half of what came in, and never above 1,000,000.00, for 优秀 alone', async () => {
    const { subsidies, results, stage } = await get(`/api/rounds/${ROUND_ID}`)
    expect(stage).toBe('published')
    expect(results.map((it: { grade: { zh: string } }) => it.grade.zh)).toEqual(['良好', '优秀', '不合格'])
    const of = (platform: string) => subsidies.find((it: { platform: string }) => it.platform === platform)
    const [cmc, instruments] = [of(fixture.cmc), of(fixture.instruments)]
    const half = (cents(cmc.base) + 1n) / 2n
    expect(cents(cmc.computed)).toBe(half)
    expect(half > 100_000_000n).toBe(true)
    expect(cmc).toMatchObject({ rate: '0.50', amount: '1000000.00', paid: '1000000.00', left: '0.00' })
    expect(cents(cmc.lines[1].tookAway)).toBe(half - 100_000_000n)
    expect(cmc.lines.map((it: { rule: string }) => it.rule)).toEqual(['grade', 'f22'])
    expect(instruments).toMatchObject({ amount: '0.00' })
    expect(instruments.lines[0]).toMatchObject({ rule: 'grade', tookAway: instruments.computed, after: '0.00' })
    expect(of(platformIdOf(HARDWARE))).toMatchObject({ amount: '0.00' })
  })

  it('every score is that of the printed rule: weight × value ÷ target, held at the weight', async () => {
    const { indicators, total } = await get(`/api/rounds/${ROUND_ID}/platforms/${fixture.instruments}`)
    let sum = 0n
    for (const { weight, target, unit, verified, score, indicator } of indicators) {
      const scale = unit === 'CNY' ? 1n : 100n
      const [value, goal] = [cents(verified) * scale, target && cents(target) * scale]
      // Staff: twelve reach the tier of ten.
      const worth = indicator === 'staff' ? 1000n : value >= goal ? 2000n : (2n * 2000n * value + goal) / (2n * goal)
      expect([indicator, weight, cents(score.points)]).toEqual([indicator, '20', worth])
      sum += worth
    }
    expect(cents(total)).toBe(sum)
  })

  it('each result was sealed with the SHA-256 of its own canonical text', async () => {
    const { events } = await fixture.ledger.log.readStream(`round-${ROUND_ID}`)
    const sealed = events.filter((it) => it.type === 'ResultSealed')
    expect(sealed).toHaveLength(3)
    for (const { data } of sealed) {
      const text = canonicalJson(data.snapshot as never)
      expect(createHash('sha256').update(text).digest('hex')).toBe(data.hash)
    }
  })

  it('its steps bear the names of those who took them, two for each grade', async () => {
    const { history, confirmedBy, grade } = await get(`/api/rounds/${ROUND_ID}/platforms/${fixture.cmc}`)
    expect(history.map((it: { type: string; actor: string }) => [it.type, it.actor])).toEqual([
      ['AssessmentStated', '演示登记员'],
      ['AssessmentSubmitted', '演示登记员'],
      ['ValueVerified', '演示评价员'],
      ['AssessmentVerified', '演示评价员'],
      ['VerificationReplied', '演示登记员'],
      ['GradeProposed', '演示评价员'],
      ['GradeConfirmed', '演示评价员二'],
      ['ResultSealed', '演示评价员'],
      ['SubsidyDetermined', '演示评价员'],
      ['SubsidyPaid', '演示财务'],
    ])
    expect([grade.proposedBy, confirmedBy]).toEqual(['演示评价员', '演示评价员二'])
  })

  it('the clerk of one platform reads his own and not another’s', async () => {
    expect((await fixture.get(`/api/rounds/${ROUND_ID}/platforms/${fixture.instruments}`, 'platform')).statusCode).toBe(
      200,
    )
    expect((await fixture.get(`/api/rounds/${ROUND_ID}/platforms/${fixture.cmc}`, 'platform')).statusCode).toBe(403)
    const own = await get(`/api/rounds/${ROUND_ID}`, 'platform')
    expect(own.platforms).toHaveLength(1)
    expect(own.subsidies.map((it: { platform: string }) => it.platform)).toEqual([fixture.instruments])
  })
})
