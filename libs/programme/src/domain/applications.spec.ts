import type { EntryData } from './entry'
import { APPLICATION, applied, OTHER, Reported } from './given.spec-support'
import { programmeView } from './view'

const KEY = { key: 'A-01' }
const reviewed = (on = '2025-09-01') => applied().given('MaterialReviewed', { ...KEY, on, passed: true })
const decision = (more: object = {}): EntryData => ({ ...KEY, on: '2025-09-12', decision: 'recognised', ...more })

describe('An application', () => {
  it('needs a call that is open on its day', () => {
    const reported = new Reported()
    expect(reported.record('ApplicationReceived', APPLICATION)).toMatchObject({ code: 'call-not-opened', rule: 'H8' })
    reported.given('CallOpened', { key: '2025', title: '申报', on: '2025-06-10' })
    expect(reported.record('ApplicationReceived', { ...APPLICATION, on: '2025-06-09' })).toMatchObject({
      code: 'application-outside-call',
      pointer: '/on',
    })
    reported.given('CallClosed', { key: '2025', on: '2025-08-29' })
    expect(reported.record('ApplicationReceived', { ...APPLICATION, on: '2025-08-30' })?.code).toBe(
      'application-outside-call',
    )
    // Recorded after the call has closed, received on its last day.
    expect(reported.record('ApplicationReceived', { ...APPLICATION, on: '2025-08-29' })).toBeUndefined()
  })

  it('comes once of each unit, under a number of its own', () => {
    const reported = applied()
    expect(reported.record('ApplicationReceived', { ...APPLICATION, key: 'A-02' })).toMatchObject({
      code: 'applicant-applied-already',
      pointer: '/party',
      facts: { application: 'A-01' },
    })
    // The number typed with a Chinese keyboard is the same number.
    expect(reported.record('ApplicationReceived', { ...APPLICATION, key: 'ａ-01', party: OTHER })?.code).toBe(
      'register-key-in-force',
    )
    expect(reported.record('ApplicationReceived', { ...APPLICATION, key: 'A-02', party: OTHER })).toBeUndefined()
  })

  it('is visited after its material was reviewed, and only if it passed', () => {
    const reported = applied()
    const visit = { ...KEY, on: '2025-09-05' }
    expect(reported.record('SiteVisited', visit)).toMatchObject({ code: 'material-review-first', pointer: '/on' })
    reported.given('MaterialReviewed', { ...KEY, on: '2025-09-06', passed: true })
    // A review dated after the visit does not come before it, whenever it was recorded.
    expect(reported.record('SiteVisited', visit)?.code).toBe('material-review-first')
    expect(reported.record('SiteVisited', { ...KEY, on: '2025-09-06' })).toBeUndefined()
    const failed = applied().given('MaterialReviewed', { ...KEY, on: '2025-09-01', passed: false })
    expect(failed.record('SiteVisited', visit)?.code).toBe('material-review-failed')
  })

  it('is reviewed once, and not before it was received', () => {
    expect(applied().record('MaterialReviewed', { ...KEY, on: '2025-07-14', passed: true })?.code).toBe(
      'step-before-start',
    )
    expect(reviewed().record('MaterialReviewed', { ...KEY, on: '2025-09-02', passed: true })?.code).toBe(
      'step-taken-already',
    )
  })

  it('is decided after the call has closed', () => {
    const reported = reviewed().given('SiteVisited', { ...KEY, on: '2025-09-10' })
    expect(reported.record('ApplicationDecided', decision())?.code).toBe('decision-needs-closed-call')
    reported.given('CallClosed', { key: '2025', on: '2025-09-13' })
    expect(reported.record('ApplicationDecided', decision())?.code).toBe('decision-needs-closed-call')
    expect(reported.record('ApplicationDecided', decision({ on: '2025-09-13' }))).toBeUndefined()
  })

  it('is recognised or cultivated after a site visit; refused also without', () => {
    const reported = () => reviewed().given('CallClosed', { key: '2025', on: '2025-08-29' })
    for (const word of ['recognised', 'cultivated'])
      expect(reported().record('ApplicationDecided', decision({ decision: word }))?.code).toBe(
        'decision-needs-site-visit',
      )
    expect(reported().record('ApplicationDecided', decision({ decision: 'refused' }))).toBeUndefined()
    const visitedLater = reported().given('SiteVisited', { ...KEY, on: '2025-09-13' })
    expect(visitedLater.record('ApplicationDecided', decision())?.code).toBe('decision-needs-site-visit')
    const unreviewed = applied().given('CallClosed', { key: '2025', on: '2025-08-29' })
    expect(unreviewed.record('ApplicationDecided', decision({ decision: 'refused' }))?.code).toBe(
      'material-review-first',
    )
  })

  it('holds its call open to its own day: the call does not close before it', () => {
    expect(applied().record('CallClosed', { key: '2025', on: '2025-07-14' })).toMatchObject({
      code: 'call-closes-before-application',
      facts: { application: 'A-01', receivedOn: '2025-07-15' },
    })
    expect(applied().record('CallClosed', { key: '2025', on: '2025-07-15' })).toBeUndefined()
  })
})

describe('Cultivation', () => {
  const cultivated = () =>
    new Reported()
      .given('CallOpened', { key: '2024', title: '2024 年申报', on: '2024-09-18' })
      .given('ApplicationReceived', { ...APPLICATION, key: 'B-01', call: '2024', on: '2024-10-01' })
      .given('CallClosed', { key: '2024', on: '2024-10-18' })
      .given('MaterialReviewed', { key: 'B-01', on: '2024-10-25', passed: true })
      .given('SiteVisited', { key: 'B-01', on: '2024-11-06' })
      .given('ApplicationDecided', { key: 'B-01', on: '2024-11-28', decision: 'cultivated' })
  const again = (reported: Reported) =>
    reported
      .given('CallOpened', { key: '2025', title: '2025 年申报', on: '2025-06-10' })
      .given('ApplicationReceived', { ...APPLICATION, cultivatingUnit: true })
      .given('CallClosed', { key: '2025', on: '2025-08-29' })
      .given('MaterialReviewed', { ...KEY, on: '2025-09-01', passed: true })
      .given('SiteVisited', { ...KEY, on: '2025-09-02' })
  const carried = decision({ decision: 'cultivated', carriedOver: true })

  it('is carried over where the unit has it, and not where it has ended or never was', () => {
    expect(again(cultivated()).record('ApplicationDecided', carried)).toBeUndefined()
    const ended = cultivated().given('CultivationEnded', { key: 'B-01', on: '2025-03-01', reason: '退出' })
    expect(again(ended).record('ApplicationDecided', carried)?.code).toBe('no-cultivation-to-carry-over')
    expect(again(new Reported()).record('ApplicationDecided', carried)?.code).toBe('no-cultivation-to-carry-over')
    expect(again(cultivated()).record('ApplicationDecided', decision({ carriedOver: true }))?.code).toBe(
      'no-cultivation-to-carry-over',
    )
  })

  it('ends after it began, and only where it was given', () => {
    const end = { key: 'B-01', on: '2024-11-28', reason: '退出' }
    expect(cultivated().record('CultivationEnded', end)?.code).toBe('not-a-cultivating-unit')
    expect(cultivated().record('CultivationEnded', { ...end, on: '2024-11-29' })).toBeUndefined()
    expect(applied().record('CultivationEnded', { ...end, ...KEY, on: '2025-09-01' })?.code).toBe(
      'not-a-cultivating-unit',
    )
  })

  it('is told where the form and the decisions differ', () => {
    const codes = (reported: Reported) => programmeView(reported.history).warnings.map((it) => `${it.key} ${it.code}`)
    const fixtures = (reported: Reported) => reported.given('TownListed', { key: '小榄镇', from: '2022-01' })
    expect(codes(fixtures(again(cultivated())))).toEqual([])
    expect(codes(fixtures(again(new Reported())))).toEqual(['A-01 cultivation-not-on-register'])
    const silent = cultivated()
      .given('CallOpened', { key: '2025', title: '申报', on: '2025-06-10' })
      .given('ApplicationReceived', APPLICATION)
    expect(codes(fixtures(silent))).toEqual(['A-01 cultivation-not-stated'])
  })
})

describe('A correction', () => {
  it('is refused where the corrected registers would break a rule, and names the entry that does', () => {
    const reported = applied()
    const [call, application] = reported.history.live.slice(1).map((it) => it.id)
    const content = { type: 'CallOpened', data: { key: '2025', title: '2025 年申报', on: '2025-07-20' } }
    expect(reported.change({ kind: 'correction', corrects: call, content, reason: '日期有误' })).toMatchObject({
      code: 'application-outside-call',
      facts: { entry: application, entryType: 'ApplicationReceived' },
    })
    expect(reported.change({ kind: 'void', voids: call, reason: '误登' })?.code).toBe('call-not-opened')
    expect(reported.change({ kind: 'void', voids: application, reason: '误登' })).toBeUndefined()
    expect(reported.change({ kind: 'void', voids: call, reason: '误登' })).toBeUndefined()
  })

  it('of a step is judged like the step', () => {
    const reported = reviewed().given('SiteVisited', { ...KEY, on: '2025-09-10' })
    const review = reported.history.live.find((it) => it.content.type === 'MaterialReviewed')?.id as string
    const content = { type: 'MaterialReviewed', data: { ...KEY, on: '2025-09-11', passed: true } }
    expect(reported.change({ kind: 'correction', corrects: review, content, reason: '更正' })).toMatchObject({
      code: 'material-review-first',
      facts: { entryType: 'SiteVisited' },
    })
  })

  it('keeps the programme’s name, and the programme is not voided', () => {
    const reported = applied()
    const opened = reported.history.live[0].id
    const content = { type: 'ProgrammeOpened', data: { name: '别的名称', openedOn: '2024-09-02' } } as const
    expect(reported.change({ kind: 'correction', corrects: opened, content, reason: '更正' })?.code).toBe(
      'correction-changes-identity',
    )
    expect(reported.change({ kind: 'void', voids: opened, reason: '作废' })?.code).toBe('programme-not-voidable')
  })
})
