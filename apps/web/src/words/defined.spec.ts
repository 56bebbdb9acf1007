import { meaningOf } from './defined'

describe('what a word means that names something on the page', () => {
  it('is what the glossary says, by its Chinese, its English and what others call the same', () => {
    const meaning = '与平台签订合同的一方；分支机构与其总机构计为一家'
    for (const text of ['委托单位', '客户', 'Client']) expect(meaningOf(text)).toBe(meaning)
  })

  it('is nothing where the glossary does not know the word', () => {
    for (const text of ['备注', '', 'constructor']) expect(meaningOf(text)).toBeUndefined()
  })
})
