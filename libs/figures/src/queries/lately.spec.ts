import { Tables } from '../read-model/tables'
import { Lately } from './lately'

describe('given answers that were worked out lately', () => {
  let worked: string[]
  let lately: Lately<string>
  const tables = new Tables()
  const ask = (question: string, of = tables) =>
    lately.of(of, question, async () => {
      worked.push(question)
      if (question === 'bad') throw new Error('damaged')
      return `answer to ${question}`
    })
  beforeEach(() => {
    worked = []
    lately = new Lately()
  })

  test('when the same is asked again, or while it is being worked out, then it is worked out once', async () => {
    expect(await Promise.all([ask('a'), ask('a')])).toEqual(['answer to a', 'answer to a'])
    expect(await ask('a')).toBe('answer to a')
    expect(worked).toEqual(['a'])
  })

  test('when another is asked, or of other tables, then it is worked out; the two asked last are kept', async () => {
    for (const it of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(it)
    expect(worked).toEqual(['a', 'b', 'c', 'b'])
    await ask('a', new Tables())
    expect(worked.at(-1)).toBe('a')
  })

  test('when one fails, then it is worked out anew', async () => {
    await expect(ask('bad')).rejects.toThrow('damaged')
    await expect(ask('bad')).rejects.toThrow('damaged')
    expect(worked).toEqual(['bad', 'bad'])
  })
})
