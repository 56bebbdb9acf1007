import { NONE } from '../columns/index-chain'
import { STORE, SUBJECT, type Subject } from '../columns/store'
import { Tables } from '../read-model/tables'
import { KeptByPlatform } from './kept-by-platform'

describe('given what was worked out of platforms', () => {
  let tables: Tables
  let kept: KeptByPlatform<string>
  let worked: number[]
  const entryAbout = (subjectKind: Subject, subject: number) =>
    tables[STORE].addEntry({ subjectKind, subject, revision: 0, recordedAt: 0, type: 0, before: NONE })
  const ask = (platforms: readonly number[], day = '2026-11-30') => {
    worked = []
    return kept.of(tables, day, platforms, async (platform) => {
      worked.push(platform)
      return `${platform} at ${tables.sequence}`
    })
  }
  beforeEach(() => {
    tables = new Tables()
    kept = new KeptByPlatform()
  })

  test('when nothing was recorded, then nothing is worked out again; asked of others, those alone are', async () => {
    expect(await ask([0, 1])).toEqual(['0 at 0', '1 at 0'])
    await ask([1, 0])
    expect(worked).toEqual([])
    await ask([0, 2])
    expect(worked).toEqual([2])
  })

  test('when something was recorded about one, then it alone is worked out again, and once', async () => {
    await ask([0, 1])
    entryAbout(SUBJECT.platform, 1)
    expect(await ask([0, 1])).toEqual(['0 at 0', '1 at 1'])
    expect(worked).toEqual([1])
    await ask([0, 1])
    expect(worked).toEqual([])
  })

  test('when it was recorded while they were worked out, then who asks next has it', async () => {
    const first = ask([0])
    entryAbout(SUBJECT.platform, 0)
    await first
    await ask([0])
    expect(worked).toEqual([0])
  })

  test('when another asks while platforms are worked out one after another, then each has what stood when he asked, and nothing stale is kept', async () => {
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const asOf = (platforms: readonly number[], first: Promise<void>) =>
      kept.of(tables, 'day', platforms, async (platform, cut) => {
        if (platform === 0) await first
        return `${platform} at ${cut}`
      })
    const early = asOf([0, 1, 2], held)
    entryAbout(SUBJECT.platform, 1)
    const late = asOf([1, 2], Promise.resolve())
    goOn()
    expect(await early).toEqual(['0 at 0', '1 at 0', '2 at 0'])
    expect(await late).toEqual(['1 at 1', '2 at 1'])
    expect(await asOf([1, 2], Promise.resolve())).toEqual(['1 at 1', '2 at 1'])
    // The other way round: who asked late was answered first.
    entryAbout(SUBJECT.platform, 0)
    const slow = asOf([0, 1], held)
    entryAbout(SUBJECT.platform, 1)
    expect(await slow).toEqual(['0 at 2', '1 at 1'])
    expect(await asOf([0, 1], held)).toEqual(['0 at 2', '1 at 3'])
  })

  test('when a day has passed, or other tables are served, then all are worked out again; a bank’s entry is about no contract', async () => {
    await ask([0, 1])
    entryAbout(SUBJECT.room, 1)
    await ask([0, 1])
    expect(worked).toEqual([])
    await ask([0, 1], '2026-12-01')
    expect(worked).toEqual([0, 1])
    tables = new Tables()
    await ask([0, 1], '2026-12-01')
    expect(worked).toEqual([0, 1])
  })

  test('when more contracts stand behind them than are kept, then what was not asked for the longest goes, and the last asked never', async () => {
    kept = new KeptByPlatform({ mostContracts: 5 })
    jest
      .spyOn(tables, 'contractsOf')
      .mockImplementation((platform) => Array.from({ length: [2, 3, 1, 9][platform] }, (_, i) => i))
    await ask([0, 1])
    await ask([0, 2])
    expect(worked).toEqual([2])
    await ask([0, 2])
    expect(worked).toEqual([])
    await ask([1])
    expect(worked).toEqual([1])
    await ask([3])
    await ask([3])
    expect(worked).toEqual([])
  })

  test('when one fails, then it is worked out anew', async () => {
    const failing = kept.of(tables, 'day', [0], async () => {
      throw new Error('damaged')
    })
    await expect(failing).rejects.toThrow('damaged')
    expect(await ask([0], 'day')).toEqual(['0 at 0'])
  })
})
