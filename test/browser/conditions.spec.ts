import { WUHAN } from '../../libs/evaluation/src/schemes/published-rules.spec-support'
import { Browsing, inBrowser, type Role, type Seat, why } from './browser.spec-support'

/** 武汉 for the year of the demonstration, with the share of one figure in another, and one 合格 of all. */
const [services, requested] = WUHAN.content.groups
const SCHEME = {
  ...WUHAN,
  content: {
    ...WUHAN.content,
    window: { kind: 'fixed', from: '2024-11-01', to: '2025-08-31' },
    asOf: { kind: 'opening' },
    groups: [
      {
        ...services,
        indicators: [
          services.indicators[0],
          {
            code: 'share',
            zh: '到账率',
            en: 'Received of signed',
            weight: '60',
            source: {
              from: 'ratio',
              unit: 'percent',
              numerator: [{ indicator: 'income' }],
              denominator: [{ indicator: 'equipment' }],
              decimals: 2,
            },
            target: '100',
            scoring: { method: 'share' },
          },
        ],
      },
      {
        ...requested,
        indicators: [
          ...requested.indicators,
          { ...services.indicators[1], weight: '0', target: undefined, scoring: { method: 'none' } },
        ],
      },
    ],
    grades: {
      ...WUHAN.content.grades,
      levels: WUHAN.content.grades.levels.map((it) =>
        it.code === 'passed' ? { ...it, quota: { kind: 'count', count: 1 } } : it,
      ),
    },
    consequences: [
      { when: 'grade', grades: ['failed'], times: 2, zh: '两次不合格，撤销', en: 'Failed twice: withdrawn' },
    ],
  },
}
const DEADLINES = {
  selfAssessment: '2098-01-31',
  verification: '2098-02-28',
  reply: '2098-03-31',
  appeal: '2098-04-30',
}

inBrowser(`a scheme with eligibility, a ratio and a quota${why}`, () => {
  let browsing: Browsing
  const seats: Seat[] = []
  const sit = async (role: Role, language: 'zh' | 'en' = 'zh') => {
    const seat = await browsing.sitAs(role, { language })
    seats.push(seat)
    return seat
  }
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(async () => {
    for (const seat of seats) await seat.close()
    await browsing.close()
  })
  const post = async ({ page }: Seat, path: string, body: object = {}) => {
    const text = JSON.stringify(JSON.stringify(body))
    const answer = await page.evaluate(
      `fetch('.${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${text} }).then(async (it) => [it.status, await it.json()])`,
    )
    const [status, stated] = answer as [number, { id: string }]
    expect([path, status, status < 300 ? undefined : stated]).toEqual([path, 201, undefined])
    return stated.id
  }

  test('is read on its own page, held against what is stated, and told to the evaluator', async () => {
    const evaluator = await sit('evaluator')
    const scheme = await post(evaluator, '/api/schemes', SCHEME)
    const { instruments } = browsing.fixture
    const opening = {
      roundNo: 'RW-1',
      title: '入围测试',
      scheme,
      version: 1,
      platforms: [instruments],
      deadlines: DEADLINES,
    }
    const round = await post(evaluator, '/api/rounds', opening)
    await evaluator.go(`/schemes/${scheme}`)
    await evaluator.keep('conditions-scheme')
    const read = await evaluator.text()
    for (const part of [
      '入围条件',
      '中试服务项目数不低于 30',
      '未入围：不符合入围条件',
      '5,000,000.00 元',
      '至多',
      '不计分',
      '中试服务收入 ÷ 关键设备投入',
      '连续 2 次 不合格',
    ])
      expect(read).toContain(part)
    expect(await evaluator.barriers()).toEqual([])

    const clerk = await sit('platform')
    const claim = {
      indicator: 'equipment',
      value: '12000000.00',
      evidence: [{ sha256: 'a'.repeat(64), fileName: '设备.pdf', pages: 2 }],
    }
    await post(clerk, `/api/rounds/${round}/platforms/${instruments}/assessment`, { claims: [claim] })
    await clerk.go(`/rounds/${round}/platforms/${instruments}`)
    await clerk.keep('conditions-self')
    const own = await clerk.text()
    // 27 projects of 30, and less than five million received; the equipment is enough.
    for (const part of ['入围条件', '不符合', '现为 27', '由其他指标得出', '按填报数']) expect(own).toContain(part)
    await post(clerk, `/api/rounds/${round}/platforms/${instruments}/submission`)

    await evaluator.go(`/rounds/${round}/platforms/${instruments}`)
    const list = evaluator.page.locator('.indicators')
    await list.getByText('到账率').click()
    await evaluator.page.getByText('由其他指标得出').waitFor()
    await evaluator.keep('conditions-verify')
    expect(await evaluator.text()).toContain('按核定数')
    expect(await evaluator.barriers()).toEqual([])
  })

  test('in English nothing is left untranslated', async () => {
    const seat = await sit('evaluator', 'en')
    const [, newest] = (await browsing.fixture.get('/api/rounds', 'evaluator')).json().rounds
    for (const place of [
      `/schemes/${newest.scheme.id}`,
      `/rounds/${newest.id}/platforms/${browsing.fixture.instruments}`,
    ]) {
      await seat.go(place)
      expect((await seat.text()).match(/\b[a-z]+(?:\.[a-z][A-Za-z]+)+\b/g) ?? []).toEqual([])
    }
    expect(seats.flatMap((it) => it.faults)).toEqual([])
  })
})
