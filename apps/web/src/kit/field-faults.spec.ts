import type { Problem } from '../api/ask'
import { fieldFaults } from './field-faults'

const problem = (...pointers: string[]): Problem => ({
  type: 'urn:pilot-ledger:problem:invalid-content',
  title: '提交内容有误',
  titleEn: 'the content has faults',
  status: 400,
  code: 'invalid-content',
  instance: '/api/engagements',
  errors: pointers.map((pointer) => ({ pointer, code: 'field-missing', zh: '缺少必填项', en: 'the field is missing' })),
})

describe('a refusal at the field that it points to', () => {
  test('names the field as the form does, in the language of the page', () => {
    expect(fieldFaults(problem('/client/id/value', '/amount'), 'zh')).toEqual([
      { path: ['client', 'id', 'value'], text: '缺少必填项' },
      { path: ['amount'], text: '缺少必填项' },
    ])
    expect(fieldFaults(problem('/amount'), 'en')).toEqual([{ path: ['amount'], text: 'the field is missing' }])
  })
  test('of a correction it finds the field inside the content', () => {
    expect(fieldFaults(problem('/content/data/share'), 'zh', '/content/data')).toEqual([
      { path: ['share'], text: '缺少必填项' },
    ])
  })
  test('of the whole it points nowhere', () => expect(fieldFaults(problem(''), 'zh')).toEqual([]))
  test('escaped names are read (RFC 6901)', () =>
    expect(fieldFaults(problem('/a~1b/c~0d'), 'zh')[0].path).toEqual(['a/b', 'c~d']))
})
