import { type Word, wordIn } from './word'

describe('a word of the page', () => {
  test('that is not there does not compile, nor does a member of a family that is not', () => {
    const known: Word = 'page.contracts'
    // @ts-expect-error no words file has it
    const unknown: Word = 'page.nowhere'
    expect([known, unknown]).toHaveLength(2)
    expect(wordIn('entry', 'ContractSigned')).toBe('entry.ContractSigned')
    // @ts-expect-error no word begins with it
    expect(wordIn('entries', 'ContractSigned')).toBe('entries.ContractSigned')
  })
})
