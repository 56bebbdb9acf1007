import { appendingScenarios } from './appending.spec-support'
import { concurrentAppends } from './concurrent-appends.spec-support'
import { followingScenarios } from './following.spec-support'
import { randomAppends } from './random-appends.spec-support'
import { readingScenarios } from './reading.spec-support'
import { repeatingScenarios } from './repeating.spec-support'
import { scenariosOf } from './scenario.spec-support'
import { togetherScenarios } from './together.spec-support'
import type { LogUnderTest } from './under-test.spec-support'

export type { LogUnderTest, OpenLog, OpenOptions } from './under-test.spec-support'

/** What every event log does, told by the numbers of its scenarios: an adapter's own spec is this one call. */
export function eventLogContract(name: string, adapter: LogUnderTest): void {
  describe(`the event log on ${name}`, () => {
    const { scenario, checkNotMet } = scenariosOf(adapter)
    describe('append', () => appendingScenarios(scenario))
    describe('append by many at once', () => concurrentAppends(scenario))
    describe('idempotent append', () => repeatingScenarios(scenario))
    describe('append, whatever comes', () => randomAppends(scenario))
    describe('append of many streams together', () => togetherScenarios(scenario))
    describe('read', () => readingScenarios(scenario))
    describe('follow', () => followingScenarios(scenario))
    checkNotMet()
  })
}
