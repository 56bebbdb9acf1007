import { isNoReference } from './no-reference'

describe('given what stands in the place of a reference', () => {
  it.each([
    ...[
      'NONREF',
      'nonref',
      'NOTPROVIDED',
      'Not Provided',
      'NOT-PROVIDED',
      'N/A',
      'n.a.',
      'NULL',
      'none',
      'ＮＯＮＲＥＦ',
    ],
    ...[
      '0',
      '0000',
      '００',
      '无',
      '（无）',
      '[无]',
      '暂无',
      '-',
      '—',
      '－－',
      '/',
      '//',
      '\\',
      '.',
      '…',
      '*',
      '',
      ' ',
      '、',
      '0-0',
    ],
  ])('when it is %j, then it is none', (text) => {
    expect(isNoReference(text)).toBe(true)
  })

  it.each(['0012', 'GK1', '无锡-1', 'PZ', '1', '2025080100', 'N1', 'NONREF1', '无001'])(
    'when it is %j, then it is one',
    (text) => expect(isNoReference(text)).toBe(false),
  )

  it('when it is absent, then there is none', () => expect(isNoReference(undefined)).toBe(true))
})
