import { YINGTAN } from '../schemes/published-rules.spec-support'
import { A, B, C, clerkOf, DEADLINES, EVALUATOR, NAMES, type RoundFixture } from './round-fixture.spec-support'
import { type Body, RuledFixture } from './ruled-fixture.spec-support'

let ruled: RuledFixture
let fixture: RoundFixture
afterEach(() => fixture.close())
const open = async () => {
  ruled = await RuledFixture.open()
  fixture = ruled.fixture
  return fixture
}

it('鹰潭: one 优秀 of three, and who fails twice in a row or shows nothing is told the consequence', async () => {
  await open()
  for (const name of Object.values(NAMES)) await fixture.register(name)
  const contract = async (platform: string, of: number, year: string, amount: string) =>
    fixture.pay(
      await fixture.sign(platform, `${platform.slice(0, 4)}-${year}`, of, amount, { signedOn: `${year}-02-01` }),
      `HD-${platform.slice(0, 4)}-${year}`,
      amount,
      `${year}-03-10`,
    )
  await contract(A, 0, '2025', '1850000.00')
  await contract(B, 1, '2025', '900000.00')
  await contract(A, 0, '2024', '700000.00')
  const scheme = await fixture.publishScheme(YINGTAN)
  const opening = async (year: number, platforms: string[], more: object = {}) => {
    const body = { roundNo: `KH-${year}`, title: '考核', scheme, version: 1, year, platforms, deadlines: DEADLINES }
    return (await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', { ...body, ...more })).id
  }
  // 丙 shows nothing three times where it does not count: in a demonstration, under another scheme, and unpublished.
  await ruled.published(await opening(2021, [C], { synthetic: true }), C)
  const another = await fixture.publishScheme({ ...YINGTAN, code: 'another' })
  await ruled.published(await opening(2022, [C], { scheme: another }), C)
  await ruled.sealed(await opening(2023, [C]), C)
  const before = await opening(2024, [A, B, C])
  const now = await opening(2025, [A, B, C])
  for (const [round, platforms] of [
    [before, [A, B]],
    [now, [A, B, C]],
  ] as const) {
    for (const it of platforms) await ruled.stated(round, it, {})
    await fixture.verify(round, ...platforms)
  }
  await ruled.published(before, A, B, C)
  await ruled.published(now, A, B, C)

  const earlier = await Promise.all([A, B, C].map((it) => ruled.read(before, it, clerkOf(it))))
  // 100 × 700,000 ÷ 1,000,000; nothing; and 丙 did not take part.
  expect(earlier.map((it) => [it.grade.code, it.consequences.map((of: Body) => [of.zh, of.rounds])])).toEqual([
    ['passed', []],
    ['failed', []],
    ['failed', [['不参加考核，撤销认定', ['KH-2024']]]],
  ])
  const [a, b, c] = await Promise.all([A, B, C].map((it) => ruled.read(now, it, clerkOf(it))))
  // 34 % of three is 1.02: one place. 甲 has 100, 乙 90 and reaches the line too.
  expect([a.total, a.grade.code]).toEqual(['100.00', 'excellent'])
  expect(a.quotas).toEqual([{ grade: 'excellent', most: 1, reached: 2, place: 1, within: true }])
  expect([b.total, b.grade.code]).toEqual(['90.00', 'passed'])
  expect(b.quotas).toEqual([{ grade: 'excellent', most: 1, reached: 2, place: 2, within: false }])
  // 乙 failed before and has passed now; 丙 has failed twice, though the first time by showing nothing.
  expect([a.consequences, b.consequences]).toEqual([[], []])
  expect(c.consequences.map((it: Body) => [it.zh, it.rounds])).toEqual([
    ['连续两次不合格，撤销认定', ['KH-2024', 'KH-2025']],
  ])
  await ruled.recomputes(before)
  await ruled.recomputes(now)
  // A year evaluated afterwards comes before those: they are no failures before it.
  const after = await ruled.read(await ruled.sealed(await opening(2020, [C]), C), C)
  expect(after.consequences.map((it: Body) => it.rounds)).toEqual([['KH-2020']])
  // 乙 failed in 2024, passed in 2025 and fails in 2026: not twice in a row.
  const third = await ruled.read(await ruled.sealed(await opening(2026, [B]), B), B)
  expect(third.consequences.map((it: Body) => it.zh)).toEqual(['不参加考核，撤销认定'])
})
