import { EMPTY, newIndicator } from './document'
import { samplesFrom, sampleWindow } from './sampling'

describe('given a platform whose values are tried', () => {
  it('then each indicator of the ledger has the value of its figure, on its tax basis where it names one', () => {
    const of = (code: string, source: object) => ({ ...newIndicator(code), source }) as never
    const content = {
      ...EMPTY.content,
      groups: [
        {
          ...EMPTY.content.groups[0],
          indicators: [
            of('projects', { from: 'ledger', figure: 'projects' }),
            of('signed', { from: 'ledger', figure: 'contractAmount', taxBasis: 'exclusive' }),
            of('both', { from: 'ledger', figure: 'contractAmount' }),
            of('staff', { from: 'hand', unit: 'count', evidence: { zh: '名单', en: 'List' } }),
            of('none', { from: 'ledger', figure: '' }),
          ],
        },
      ],
    }
    const parts = [
      { taxBasis: 'inclusive', value: '100.00' },
      { taxBasis: 'exclusive', value: '70.00' },
    ]
    const figures = [
      { code: 'projects', value: '8' },
      { code: 'contractAmount', value: null, refused: { parts } },
    ]
    expect(samplesFrom(content, figures as never)).toEqual({ projects: '8', signed: '70.00' })
  })

  it('then they are of the scheme’s window, and by calendar years of the years that are over', () => {
    const today = '2026-11-30'
    expect(sampleWindow({ kind: 'fixed', from: '2025-01-01', to: '2025-06-30' }, '2024-06-03', today)).toEqual({
      from: '2025-01-01',
      to: '2025-06-30',
    })
    expect(sampleWindow({ kind: 'sinceRecognition', to: '2025-08-31' }, '2024-06-03', today)).toEqual({
      from: '2024-06-03',
      to: '2025-08-31',
    })
    expect(sampleWindow({ kind: 'calendarYear' }, undefined, today)).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(sampleWindow({ kind: 'calendarYear', years: 3 }, undefined, today).from).toBe('2023-01-01')
  })
})
