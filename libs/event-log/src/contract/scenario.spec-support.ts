import { Given } from './given.spec-support'
import type { LogUnderTest, OpenLog, OpenOptions } from './under-test.spec-support'

export type Scenario = (
  number: string,
  sentence: string,
  test: (given: Given) => Promise<void>,
  options?: OpenOptions & { needs?: keyof OpenLog },
) => void

/**
 * Tells scenarios of one adapter. What it does not meet is skipped under its own name with the reason; a reason for a
 * scenario that does not exist fails, so that the list stays true.
 */
export function scenariosOf(adapter: LogUnderTest): { scenario: Scenario; checkNotMet(): void } {
  const reported = new Set<string>()
  const notMet = adapter.notMet ?? {}
  const scenario: Scenario = (number, sentence, test, options = {}) => {
    reported.add(number)
    const reason = notMet[number]
    const tell = reason === undefined ? it : it.skip
    tell(reason === undefined ? `${number} ${sentence}` : `${number} ${sentence} (not met: ${reason})`, async () => {
      const opened = await adapter.open(options)
      try {
        if (options.needs && opened[options.needs] === undefined) {
          throw new Error(`this adapter brings no ${options.needs}: name scenario ${number} in notMet, with the reason`)
        }
        await test(await Given.empty(opened))
      } finally {
        await opened.dispose()
      }
    })
  }
  const checkNotMet = () => {
    it('names in notMet only scenarios that exist', () => {
      expect(Object.keys(notMet).filter((it) => !reported.has(it))).toEqual([])
    })
  }
  return { scenario, checkNotMet }
}
