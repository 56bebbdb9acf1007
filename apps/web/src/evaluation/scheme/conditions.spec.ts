import type { Requirement, SchemeVersion } from '@pilot-ledger/evaluation/definitions'
import { CONDITION, groupWithin, withOneMore, withoutOne, written } from './conditions'
import { EMPTY } from './document'

const equipment: Requirement = { kind: 'atLeast', indicator: 'equipment', value: '1000000.00' }
const services: Requirement = { kind: 'atLeast', indicator: 'services', value: '50' }
const related: Requirement = { kind: 'atMost', indicator: 'related', value: '30' }

describe('given who may take part', () => {
  it('when a second condition is asked, then both are, until somebody says any of them; a third joins them', () => {
    expect(withOneMore(equipment, services)).toEqual({ kind: 'all', of: [equipment, services] })
    expect(withOneMore({ kind: 'any', of: [equipment, services] }, related)).toEqual({
      kind: 'any',
      of: [equipment, services, related],
    })
  })

  it('when one of two goes, then the other stands by itself; of three two are left together', () => {
    expect(withoutOne({ kind: 'all', of: [equipment, services] }, 0)).toBe(services)
    expect(withoutOne({ kind: 'any', of: [equipment, services, related] }, 1)).toEqual({
      kind: 'any',
      of: [equipment, related],
    })
  })

  it('when conditions are put together within a group, then any within all, and all within any', () => {
    expect(groupWithin(equipment)).toEqual({ kind: 'any', of: [CONDITION, CONDITION] })
    expect(groupWithin({ kind: 'any', of: [equipment, services] }).kind).toBe('all')
  })
})

describe('given a scheme whose parts name indicators and grades by their codes', () => {
  const scheme: SchemeVersion = {
    ...EMPTY,
    content: {
      ...EMPTY.content,
      eligibility: { requires: { kind: 'all', of: [{ ...services, indicator: 'i1' }, equipment] }, grade: 'failed' },
      consequences: [{ when: 'grade', grades: ['passed', 'failed'], times: 2, zh: '撤销', en: 'Withdrawn' }],
      subsidy: { base: { kind: 'rate', indicator: 'i1', rate: '0.03' }, onlyGrades: ['excellent', 'failed'] },
    },
  }

  it('when the indicator is given another code, then they name it by that', () => {
    const { content } = written(scheme, '/content/groups/0/indicators/0/code', 'clients')
    expect(content.groups[0].indicators[0].code).toBe('clients')
    expect(content.eligibility?.requires).toMatchObject({ of: [{ indicator: 'clients' }, { indicator: 'equipment' }] })
    expect(content.subsidy?.base).toMatchObject({ indicator: 'clients' })
    const whole = { ...scheme.content.groups[0].indicators[0], code: 'received', zh: '到账' }
    expect(written(scheme, '/content/groups/0/indicators/0', whole).content.subsidy?.base).toMatchObject({
      indicator: 'received',
    })
  })

  it('when a grade is given another code, then they name it by that, and no indicator is touched', () => {
    const { content } = written(scheme, '/content/grades/levels/3/code', 'i1x')
    expect([content.eligibility?.grade, content.grades.noShow]).toEqual(['i1x', 'i1x'])
    expect(content.consequences).toMatchObject([{ grades: ['passed', 'i1x'] }])
    expect(content.subsidy).toMatchObject({ base: { indicator: 'i1' }, onlyGrades: ['excellent', 'i1x'] })
  })

  it.each([
    ['a code that another bears', '/content/grades/levels/3/code', 'good'],
    ['no code', '/content/grades/levels/3/code', ''],
    ['another name', '/content/grades/levels/3/zh', '差'],
  ])('when it is given %s, then what named it stays as it was', (_, pointer, value) => {
    const { content } = written(scheme, pointer, value)
    expect([content.eligibility, content.consequences, content.subsidy, content.grades.noShow]).toEqual([
      scheme.content.eligibility,
      scheme.content.consequences,
      scheme.content.subsidy,
      'failed',
    ])
  })
})
