import { VersionConflict } from '../errors'
import type { Appended } from '../port'
import { upTo } from './given.spec-support'
import type { Scenario } from './scenario.spec-support'

const CALLERS = 50

/** Scenarios 10, 11, 12, 18: many writers at once, and that none of them pays for another. */
export function concurrentAppends(scenario: Scenario): void {
  scenario(
    '10',
    'of many writers at one revision exactly one wins, the others learn where the stream is',
    async (given) => {
      await given.append(['first'], 'none')

      const outcomes = await Promise.allSettled(upTo(CALLERS).map((k) => given.append([k], 0)))

      expect(outcomes.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
      for (const { reason } of lost(outcomes))
        expect(reason).toMatchObject({ code: 'version-conflict', expected: 0, actual: 1 })
      expect(await given.stored()).toHaveLength(2)
    },
  )

  scenario('11', 'many writers that expect any all land, one after the other', async (given) => {
    const answers = await Promise.all(upTo(CALLERS).map((k) => given.append([k], 'any')))

    expect(answers.map((it) => it.revision).sort((a, b) => a - b)).toEqual(upTo(CALLERS))
    const { events } = await given.log.readStream(given.stream())
    expect(events.map((it) => it.revision)).toEqual(upTo(CALLERS))
    expect(new Set(events.map((it) => it.id))).toEqual(new Set(upTo(CALLERS).map((k) => given.id(k))))
  })

  scenario(
    '12',
    'the same append from many callers at once is stored once and all get the one answer',
    async (given) => {
      const answers = await Promise.all(upTo(CALLERS).map(() => given.append([0, 1], 'none')))

      expect(new Set(answers.map((it) => `${it.revision} ${it.position}`)).size).toBe(1)
      expect(answers.filter((it) => !it.repeated)).toHaveLength(1)
      expect(await given.storedNumbers()).toEqual(['0', '1'])
    },
  )

  scenario('18', 'of two commands that would begin one stream, one wins', async (given) => {
    const outcomes = await Promise.allSettled([
      given.append(['signed by Chen'], 'none'),
      given.append(['signed by Li'], 'none'),
    ])

    expect(outcomes.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
    expect(lost(outcomes)[0].reason).toBeInstanceOf(VersionConflict)
    expect(await given.stored()).toHaveLength(1)
  })

  scenario('18a', 'one that is refused does not fail those who append at the same moment', async (given) => {
    await given.append(['there'], 'none')

    const outcomes = await Promise.allSettled(
      upTo(CALLERS).map((k) =>
        k % 2 === 0 ? given.append([k], 'none', given.stream(`contract ${k}`)) : given.append([k], 'none'),
      ),
    )

    const stored = outcomes.map((it) => it.status === 'fulfilled')
    expect(stored).toEqual(upTo(CALLERS).map((k) => k % 2 === 0))
    for (const { reason } of lost(outcomes)) expect(reason).toBeInstanceOf(VersionConflict)
    expect(await given.stored()).toHaveLength(1 + CALLERS / 2)
  })
}

function lost(outcomes: PromiseSettledResult<Appended>[]): PromiseRejectedResult[] {
  return outcomes.filter((it) => it.status === 'rejected')
}
