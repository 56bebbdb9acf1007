import { engagementIdOf } from '@pilot-ledger/kernel'
import { A, B, C, clerkOf, client, DEADLINES, EVALUATOR, RoundFixture } from '../rounds/round-fixture.spec-support'
import { GANZHOU } from '../schemes/ganzhou'
import { QUANZHOU } from '../schemes/quanzhou'
import { audit } from './audit.module'

let fixture: RoundFixture
beforeEach(async () => {
  fixture = await (await RoundFixture.open((figures) => [audit(figures)])).settle()
}, 60_000)
afterEach(() => fixture.close())

/** 甲 with parts struck off its 900,000.00, 乙, and 丙 that submits nothing. */
const sealed = async (more: object = {}, parts = ['100000.00']) => {
  const round = await fixture.openRound(more)
  await fixture.submit(round, A, B)
  fixture.on('2026-02-05')
  const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/indicators/received/rows`)).body
  const { row } = rows.find((it: { value: string }) => it.value === '900000.00')
  for (const amount of parts) {
    const strike = { indicator: 'received', row, amount, reason: '代收代付' }
    await fixture.do(EVALUATOR, `${fixture.at(round, A)}/strikes`, strike)
  }
  await fixture.verify(round, A, B)
  await fixture.grade(round, A, B, C)
  await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
  return round
}
const since = async (round: string, platform: string, who = EVALUATOR) =>
  (await fixture.get(who, `${fixture.at(round, platform)}/since-sealing`)).body
const GOOD = { code: 'good', zh: '良好', en: 'Good' }
const PASSED = { code: 'passed', zh: '合格', en: 'Passed' }
const FAILED = { code: 'failed', zh: '不合格', en: 'Failed' }

describe('given a sealed round that ranks and pays three per cent of what was received', () => {
  it('then nothing of a result would be otherwise while nothing is recorded', async () => {
    const round = await sealed()
    // 1,150,000 of 3,000,000 × 40 = 15.33, one client none, the library 10, second by contracts 24.
    expect((await since(round, A)).result).toMatchObject({
      total: { sealed: '49.33', now: '49.33', difference: '0.00' },
      place: { sealed: 2, now: 2 },
      grade: { sealed: FAILED, now: FAILED },
      subsidy: { sealed: { amount: '0.00' }, now: { amount: '0.00' }, difference: '0.00' },
      cannotSay: [],
    })
    expect((await since(round, C)).result).toEqual({
      noShow: true,
      total: { sealed: '0', now: '0', difference: '0.00' },
      place: {},
      grade: { sealed: FAILED, now: FAILED },
      subsidy: expect.objectContaining({ difference: '0.00' }),
      cannotSay: [],
    })
  })

  it('then late entries of one are told in its whole result, and in that of whom it overtakes', async () => {
    const round = await sealed()
    fixture.on('2026-04-20')
    const late = await fixture.sign(A, 'A-LATE', 3, '3000000.00', { signedOn: '2025-11-01' })
    await fixture.pay(late, 'HD-LATE', '3000000.00', '2025-12-30')
    const own = await since(round, A)
    // 4,150,000 is above the target: 40; still no tier of clients; 10; first by contracts with 4,500,000: 30.
    expect(own.result).toEqual({
      total: { sealed: '49.33', now: '80.00', difference: '30.67' },
      place: { sealed: 2, now: 1 },
      grade: { sealed: FAILED, now: GOOD },
      subsidy: {
        // 3 % of 800,000 + 350,000, then nothing for the grade.
        sealed: expect.objectContaining({ base: '1150000.00', computed: '34500.00', amount: '0.00' }),
        now: {
          base: '4150000.00',
          rate: '0.03',
          // 24,000.00 + 10,500.00 + 90,000.00, none above its cap.
          computed: '124500.00',
          lines: [
            { rule: 'itemCap', limit: '100000.00', before: '124500.00', tookAway: '0.00', after: '124500.00' },
            { rule: 'grade', before: '124500.00', tookAway: '0.00', after: '124500.00' },
            {
              rule: 'bodyAndYearCap',
              limit: '500000.00',
              granted: '0.00',
              before: '124500.00',
              tookAway: '0.00',
              after: '124500.00',
            },
          ],
          amount: '124500.00',
        },
        difference: '124500.00',
      },
      cannotSay: [],
    })
    const points = own.indicators.map((it: { pointsNow: string }) => it.pointsNow)
    expect(points).toEqual(['40.00', '0.00', '10.00', '30.00'])
    const other = await since(round, B)
    for (const it of other.indicators) expect([it.now, it.entries]).toEqual([it.sealed, []])
    // 40 + 0 + 0 + 30 first; second by contracts only 24.
    expect(other.result).toMatchObject({
      total: { sealed: '70.00', now: '64.00', difference: '-6.00' },
      place: { sealed: 1, now: 2 },
      grade: { sealed: GOOD, now: PASSED },
      subsidy: { sealed: { amount: '100000.00' }, now: { amount: '0.00' }, difference: '-100000.00' },
    })
    // 乙's own account: nothing before the publication, then its own alone.
    expect((await since(round, B, clerkOf(B))).result).toBeNull()
    await fixture.do(EVALUATOR, `/api/rounds/${round}/publication`, { on: '2026-04-20' })
    const seen = await since(round, B, clerkOf(B))
    expect(seen.result).toEqual(other.result)
    for (const foreign of [A, 'A-LATE', '4150000.00', '4500000.00', '80.00', '124500.00'])
      expect(JSON.stringify(seen)).not.toContain(foreign)
  })

  it('then a relation found later counts against the whole', async () => {
    const round = await sealed()
    fixture.on('2026-04-20')
    const centre = { key: 'LY-2', title: '后补登记的联合研发中心', from: '2025-01-01', party: client(1) }
    await fixture.do(EVALUATOR, `/api/platforms/${A}/joint-centres`, centre)
    // 800,000 of 3,000,000 × 40 = 10.67, 10, and 24 for 1,000,000 of contracts, still second.
    expect((await since(round, A)).result.total).toEqual({ sealed: '49.33', now: '44.67', difference: '-4.66' })
  })

  it('then parts struck off a row never take more than a correction has left of it', async () => {
    const round = await sealed({}, ['500000.00', '300000.00'])
    fixture.on('2026-04-20')
    const { rows } = (await fixture.get(EVALUATOR, `${fixture.at(round, A)}/audit`)).body
    const paid = rows.find(
      (it: { contractNo: string; indicator: string }) => it.contractNo === 'A-1' && it.indicator === 'received',
    )
    const [share, payer] = ['600000.00', client(0)]
    const data = { bankReference: 'HD-1', payer, share, total: share, receivedOn: '2025-03-10' }
    await fixture.do(EVALUATOR, `/api/engagements/${paid.engagement}/corrections`, {
      corrects: paid.entryId,
      content: { type: 'PaymentReceived', data },
      reason: '回单金额录错',
    })
    const { result, indicators } = await since(round, A)
    // 100,000 + 350,000 sealed; nothing is left of 600,000 less 800,000.
    expect(indicators[0]).toMatchObject({ sealed: '450000.00', now: '350000.00', difference: '-100000.00' })
    // 6 + 10 + 24; 4.67 + 10 + 24.
    expect(result.total).toEqual({ sealed: '40.00', now: '38.67', difference: '-1.33' })
  })
})

describe('given amounts with and without tax since the sealing', () => {
  it('then they are not added: what cannot be said is named, of the one and of those ranked with it', async () => {
    const groups = QUANZHOU.content.groups.map((group) => ({
      ...group,
      indicators: group.indicators.map((it) =>
        it.code === 'contracts' ? { ...it, source: { from: 'ledger' as const, figure: 'contractAmount' } } : it,
      ),
    }))
    const content = { ...QUANZHOU.content, groups }
    const scheme = await fixture.publishScheme({ ...QUANZHOU, code: 'both-bases', content })
    const round = await sealed({ scheme, roundNo: 'BASES' })
    fixture.on('2026-04-20')
    await fixture.sign(A, 'A-NET', 3, '1.00', { signedOn: '2025-11-01', taxBasis: 'exclusive' })
    const codes = async (platform: string) =>
      (await since(round, platform)).result.cannotSay.map((it: { field: string; code: string }) => [it.field, it.code])
    expect(await codes(A)).toEqual(['total', 'place', 'grade', 'subsidy'].map((it) => [it, 'mixed-tax-bases']))
    expect(await codes(B)).toEqual(['total', 'place', 'grade', 'subsidy'].map((it) => [it, 'others-not-settled']))
    // 甲's contracts now stand in both bases: no sum of them is told.
    const own = (await since(round, A)).indicators.find((it: { indicator: string }) => it.indicator === 'contracts')
    expect([own.now, own.difference, own.entries.map((it: { effect: string }) => it.effect)]).toEqual([
      undefined,
      undefined,
      ['1.00'],
    ])
    const { result, indicators } = await since(round, B)
    expect(result.total).toEqual({ sealed: '70.00' })
    expect(result.grade).toEqual({ sealed: GOOD })
    // Its other points are known, its rank is not.
    expect(indicators.map((it: { pointsNow?: string }) => it.pointsNow)).toEqual(['40.00', '0.00', '0.00', undefined])
    expect(result.cannotSay[0]).toMatchObject({ zh: expect.stringContaining('其他参评平台') })
  })
})

describe('given two rounds of one year under a cap of 1,000,000.00 for each body', () => {
  it('then what it would now give is held against what was granted when it was sealed, and what was granted since is told apart', async () => {
    const content = {
      ...GANZHOU.content,
      filters: [],
      grades: { levels: [{ code: 'passed', zh: '合格', en: 'Passed', from: '0' }], noShow: 'passed' },
    }
    const scheme = await fixture.publishScheme({ ...GANZHOU, content })
    const rounds: string[] = []
    for (const roundNo of ['ONE', 'TWO']) {
      const body = {
        roundNo,
        title: '示例',
        scheme,
        version: 1,
        year: 2025,
        platforms: [B],
        deadlines: DEADLINES,
        repeats: '补充评价',
      }
      const round = (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', body)).id
      await fixture.submit(round, B)
      await fixture.verify(round, B)
      await fixture.grade(round, B)
      await fixture.do(EVALUATOR, `/api/rounds/${round}/sealing`)
      rounds.push(round)
    }
    fixture.on('2026-04-20')
    await fixture.pay(engagementIdOf(B, 'B-1'), 'HD-LATE', '100000.00', '2025-12-30')
    const amounts = async (round: string) => {
      const { sealed, now, difference } = (await since(round, B)).result.subsidy
      return [sealed.amount, now.computed, now.amount, difference]
    }
    // 20 % of 3,600,000.00; nothing was granted before the first, 700,000.00 before the second.
    expect(await amounts(rounds[0])).toEqual(['700000.00', '720000.00', '720000.00', '20000.00'])
    expect(await amounts(rounds[1])).toEqual(['300000.00', '720000.00', '300000.00', '0.00'])
    const elsewhere = async (round: string, who = EVALUATOR) =>
      (await since(round, B, who)).result.subsidy.grantedElsewhereSince
    expect(await elsewhere(rounds[0])).toEqual([
      { rule: 'bodyAndYearCap', atSealing: '0.00', now: '300000.00', rounds: ['TWO'] },
    ])
    expect(await elsewhere(rounds[1])).toBeUndefined()
    // The other round is not published: nothing of it to the platform.
    await fixture.do(EVALUATOR, `/api/rounds/${rounds[0]}/publication`, { on: '2026-04-20' })
    expect(await elsewhere(rounds[0], clerkOf(B))).toBeUndefined()
  })
})
