import { NONE } from '../columns/index-chain'
import { STORE, SUBJECT } from '../columns/store'
import { Tables } from '../read-model/tables'
import { Lately } from './lately'

describe('given answers that were worked out lately', () => {
  let worked: string[]
  let lately: Lately<string>
  const tables = new Tables()
  const ask = (question: string, of = tables, cut = of.sequence) =>
    lately.of(of, question, cut, async (earlier) => {
      worked.push(earlier ? `${question} at ${cut} from ${earlier}` : question)
      if (question === 'bad') throw new Error('damaged')
      return `${question} at ${cut}`
    })
  const takeIn = () =>
    tables[STORE].addEntry({ subjectKind: SUBJECT.room, subject: 0, revision: 0, recordedAt: 0, type: 0, before: NONE })
  beforeEach(() => {
    worked = []
    lately = new Lately()
  })

  test('when the same is asked again, or while it is being worked out, then it is worked out once', async () => {
    const answer = `a at ${tables.sequence}`
    expect(await Promise.all([ask('a'), ask('a')])).toEqual([answer, answer])
    expect(await ask('a')).toBe(answer)
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

  test('when one fails while an entry comes, then who asks at the new head has his answer all the same', async () => {
    const failing = lately.of(tables, 'a', tables.sequence, async () => {
      throw new Error('damaged')
    })
    takeIn()
    const next = ask('a')
    await expect(failing).rejects.toThrow('damaged')
    expect(await next).toBe(`a at ${tables.sequence}`)
    expect(worked).toEqual(['a'])
  })

  test('when an entry came, then one of the head is brought forward, once; one of an earlier moment is not', async () => {
    const first = takeIn()
    const head = ask('a')
    const moment = ask('b', tables, first - 1)
    takeIn()
    const later = [ask('a'), ask('a'), ask('b')]
    expect(await Promise.all([head, moment, ...later])).toEqual([
      `a at ${first}`,
      `b at ${first - 1}`,
      ...['a', 'a', 'b'].map((it) => `${it} at ${first + 1}`),
    ])
    expect(worked.toSorted()).toEqual(['a', `a at ${first + 1} from a at ${first}`, 'b', 'b'])
    await ask('a', tables, first)
    expect(worked.at(-1)).toBe('a')
  })
})
