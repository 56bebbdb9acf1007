import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  A,
  B,
  C,
  clerkOf,
  client,
  DEADLINES,
  EVALUATOR,
  RoundFixture,
} from '../../libs/evaluation/src/rounds/round-fixture.spec-support'
import type { Chance } from '../figures/histories.spec-support'
import type { Loose } from '../verifier/certificate-maker.spec-support'

const evidence = [{ sha256: 'a'.repeat(64), fileName: '佐证.pdf', pages: 3 }]
const FILTERS = [
  'relatedOut',
  'coBuildingOut',
  'signedAndCompletedInWindow',
  'subcontractedOut',
  'otherFundingOut',
  'cityOnly',
  'registeredOnly',
]
/** What may be asked: of the ledger, by hand, divided. */
const SOURCES: readonly [code: string, source: object, target: string][] = [
  ['received', { from: 'ledger', figure: 'receivedAmount' }, '3000000.00'],
  ['contracts', { from: 'ledger', figure: 'contractAmount', taxBasis: 'inclusive' }, '2000000.00'],
  ['older', { from: 'ledger', figure: 'contractAmount', taxBasis: 'inclusive', years: 2 }, '2500000.00'],
  ['invoiced', { from: 'ledger', figure: 'invoicedAmount' }, '700000.00'],
  ['clients', { from: 'ledger', figure: 'clients' }, '3'],
  ['unrelated', { from: 'ledger', figure: 'clients.unrelated' }, '2'],
  ['projects', { from: 'ledger', figure: 'projects' }, '4'],
  ['paidProjects', { from: 'ledger', figure: 'projects.received' }, '4'],
  ['products', { from: 'ledger', figure: 'products' }, '4'],
  ['centres', { from: 'ledger', figure: 'jointCentres' }, '2'],
  ['library', { from: 'ledger', figure: 'libraryProjects' }, '3'],
  ['hours', { from: 'hand', unit: 'count', evidence: { zh: '机时表', en: 'hours' } }, '1000'],
  ['points', { from: 'hand', unit: 'points', evidence: { zh: '专家评分', en: 'points' } }, '100'],
]
const RATIO = {
  from: 'ratio',
  unit: 'percent',
  numerator: [{ indicator: 'received' }],
  denominator: [{ indicator: 'contracts', times: '2' }],
  decimals: 2,
}

/** A scheme that the rules accept, of parts by chance. */
function randomScheme(chance: Chance, code: string) {
  const must = ['received', 'contracts']
  const chosen = SOURCES.filter(([name]) => must.includes(name) || chance.maybe(0.45))
  const list = [...chosen, ...(chance.maybe(0.6) ? [['divided', RATIO, '50'] as const] : [])]
  const weights = list.map(() => 1 + chance.below(20))
  const sum = weights.reduce((a, b) => a + b, 0)
  const share = weights.map((it) => Math.floor((it * 100) / sum))
  share[0] += 100 - share.reduce((a, b) => a + b, 0)
  const indicators = list.map(([name, source, target], i) => {
    const weight = String(share[i])
    const method = share[i] === 0 ? 'none' : chance.pick(['share', 'tiers', 'threshold', 'rank'])
    const half = String(Math.floor(share[i] / 2))
    const scoring = {
      none: { method },
      share: { method, ...(chance.maybe(0.4) && { cap: chance.pick(['0.5', '0.75', '1']) }) },
      threshold: { method },
      tiers: {
        method,
        tiers: [
          { from: target.includes('.') ? '1.00' : '1', points: half },
          { from: target, points: weight },
        ],
      },
      rank: { method, points: [weight, half], otherwise: '0' },
    }[method]
    const aimed = method === 'share' || method === 'threshold'
    return { code: name, zh: name, en: name, weight, source, ...(aimed && { target }), scoring }
  })
  const eligible = chance.maybe(0.4)
  const levels = [
    {
      code: 'best',
      zh: '优秀',
      en: 'Best',
      from: '40',
      ...chance.pick([{}, { first: true }, { quota: { kind: 'percent', percent: '40', ties: 'all' } }]),
    },
    {
      code: 'good',
      zh: '良好',
      en: 'Good',
      from: '20',
      ...(chance.maybe(0.4) && { quota: { kind: 'count', count: 1 } }),
    },
    { code: 'plain', zh: '合格', en: 'Plain', from: '0' },
    ...(eligible ? [{ code: 'out', zh: '未入围', en: 'Out', from: '0', notEligible: true }] : []),
  ]
  const rate = { kind: 'rate', indicator: 'received', rate: chance.pick(['0.03', '0.1', '0.3']) }
  const tiers = [
    { from: '100000.00', rate: '0.1' },
    { from: '1000000.00', rate: '0.3' },
  ]
  const base = chance.pick([
    rate,
    { kind: 'tiers', indicator: 'received', tiers },
    { kind: 'byGrade', amounts: [{ grade: 'best', amount: '800000.00' }] },
  ])
  const f22 = chance.maybe(0.4)
  const content = {
    window: { kind: 'calendarYear' },
    asOf: { kind: chance.pick(['selfAssessmentDeadline', 'opening']) },
    filters: FILTERS.filter(() => chance.maybe(0.2)),
    fullScore: '100',
    decimals: chance.below(4),
    groups: [{ code: 'all', zh: '全部', en: 'All', weight: '100', indicators }],
    grades: { levels, noShow: eligible ? chance.pick(['plain', 'out']) : 'plain' },
    ...(eligible && {
      eligibility: {
        requires: {
          kind: chance.pick(['any', 'all']),
          of: [
            { kind: 'atLeast', indicator: 'received', value: '1000000.00' },
            { kind: 'atMost', indicator: 'contracts', value: '3000000.00' },
          ],
        },
        grade: 'out',
      },
    }),
    ...(chance.maybe(0.8) && {
      subsidy: {
        base,
        ...(base.kind !== 'byGrade' && chance.maybe(0.5) && { capPerItem: '60000.00' }),
        ...(chance.maybe(0.6) && { capPerBodyAndYear: '200000.00' }),
        ...((f22 || chance.maybe(0.3)) && { onlyGrades: ['best'] }),
        ...(f22 && { f22: true }),
      },
    }),
  }
  return { code, version: 1, titles: { zh: code, en: code }, issuer: '示例市', content }
}

/** Two rounds under one random scheme, of three platforms with random contracts and strikes: sealed; the log of all of it. */
export async function randomRounds(chance: Chance): Promise<readonly RecordedEvent[]> {
  const fixture = await (await RoundFixture.open()).settle()
  try {
    fixture.on('2026-01-05')
    for (let i = 0; i < 6; i++) {
      const platform = chance.pick([A, B, C])
      const contract = await fixture.sign(platform, `R-${i}`, chance.below(4), `${1 + chance.below(900)}000.00`, {
        signedOn: chance.pick(['2024-12-31', '2025-01-01', '2025-06-30', '2025-12-31']),
        taxBasis: chance.maybe(0.8) ? 'inclusive' : 'exclusive',
      })
      if (chance.maybe(0.7)) await fixture.pay(contract, `R-${i}`, `${1 + chance.below(500)}.05`, '2025-12-31')
    }
    if (chance.maybe(0.5)) {
      const related = { key: 'GL-1', title: '关联', from: '2025-01-01', party: client(0), relation: 'invests' }
      await fixture.do(EVALUATOR, `/api/platforms/${B}/affiliations`, related)
    }
    for (let tries = 0; ; tries++) {
      const published = await fixture.post(EVALUATOR, '/api/schemes', randomScheme(chance, `RANDOM-${tries}`))
      if (published.status !== 201 && tries < 20) continue
      if (published.status !== 201) throw new Error(JSON.stringify(published.body))
      for (const roundNo of ['ONE', 'TWO']) await sealed(fixture, chance, published.body.id, roundNo)
      break
    }
    // What comes later moves no result.
    await fixture.on('2026-04-20').pay(await fixture.sign(A, 'LATE', 1, '5000.00'), 'HD-LATE', '5000.00', '2025-06-01')
    const log: RecordedEvent[] = []
    for await (const page of fixture.log.readAll()) log.push(...page)
    return log
  } finally {
    await fixture.close()
  }
}

async function sealed(fixture: RoundFixture, chance: Chance, scheme: string, roundNo: string): Promise<void> {
  const all = [A, B, C]
  const round = await fixture.on('2026-01-10').do(EVALUATOR, '/api/rounds', {
    roundNo,
    title: roundNo,
    scheme,
    version: 1,
    year: 2025,
    platforms: all,
    deadlines: DEADLINES,
    repeats: '补充评价',
  })
  const { id } = round
  const submitting = all.filter((_, i) => i === 0 || chance.maybe(0.75))
  for (const platform of submitting) {
    const at = fixture.at(id, platform)
    const { indicators } = (await fixture.on('2026-01-20').get(EVALUATOR, at)).body
    const hand = indicators.filter((it: Loose) => ['hours', 'points'].includes(it.indicator))
    const claims = hand.map((it: Loose) => ({ indicator: it.indicator, value: String(chance.below(1200)), evidence }))
    if (claims.length > 0) await fixture.do(clerkOf(platform), `${at}/assessment`, { claims })
    await fixture.do(clerkOf(platform), `${at}/submission`)
    fixture.on('2026-02-05')
    for (const { indicator, value } of claims)
      await fixture.do(EVALUATOR, `${at}/verified-values`, { indicator, value, reason: '照填报' })
    for (const { indicator } of indicators) {
      if (chance.maybe(0.6)) continue
      const { rows = [] } = (await fixture.get(EVALUATOR, `${at}/indicators/${indicator}/rows`)).body
      const row = rows[chance.below(rows.length + 1)]
      if (!row) continue
      const amount = /^[1-9]\d*\.\d{2}$/.test(row.value) && chance.maybe(0.5) ? { amount: '0.01' } : {}
      await fixture.post(EVALUATOR, `${at}/strikes`, { indicator, row: row.row, reason: '核减', ...amount })
    }
    const verified = await fixture.on('2026-02-10').post(EVALUATOR, `${at}/verification`)
    if (verified.status >= 300) throw new Error(JSON.stringify(verified.body))
  }
  await fixture.grade(id, ...all)
  await fixture.do(EVALUATOR, `/api/rounds/${id}/sealing`)
}
