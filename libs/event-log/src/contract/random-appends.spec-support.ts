import fc from 'fast-check'
import { ReusedEventId, VersionConflict } from '../errors'
import type { Expected } from '../port'
import type { Given } from './given.spec-support'
import { ModelLog } from './model-log.spec-support'
import type { Scenario } from './scenario.spec-support'

/** An append as the generator draws it: events from a small pool, so that ids come again. */
interface Drawn {
  readonly contract: number
  readonly expected: Expected
  readonly events: readonly number[]
  /** Whether the events come with another amount than they usually have. */
  readonly altered: boolean
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  contract: fc.nat(1),
  expected: fc.oneof(fc.constant<Expected>('none'), fc.constant<Expected>('any'), fc.nat(7)),
  events: fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(8), fc.integer({ min: 1, max: 3 }))
        .map(([k, n]) => Array.from({ length: n }, (_, i) => k + i)),
    },
    { weight: 1, arbitrary: fc.array(fc.nat(10), { maxLength: 3 }) },
  ),
  altered: fc.boolean(),
})

/** Random histories against a naive model of the truth table: answers, refusals and what is stored. */
export function randomAppends(scenario: Scenario): void {
  scenario('19–26', 'random appends, one after the other, are answered as the truth table says', async (given) => {
    await compare(given, async (appends, run) => {
      const outcomes: string[] = []
      for (const it of appends) outcomes.push(await run(it))
      return outcomes
    })
  })

  scenario(
    '10–26',
    'random appends, all at once, are answered as if they had come one after the other',
    async (given) => {
      await compare(given, (appends, run) => Promise.all(appends.map(run)))
    },
  )
}

async function compare(
  given: Given,
  runAll: (appends: Drawn[], run: (it: Drawn) => Promise<string>) => Promise<string[]>,
): Promise<void> {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 25 }), async (appends) => {
      run++
      const model = new ModelLog(!given.opened.reuseToldWithinStreamOnly)
      const stream = (contract: number) => given.stream(`run ${run} contract ${contract}`)
      const outcomes = await runAll(appends, (it) => outcomeOf(given, run, stream(it.contract), it))

      expect(outcomes).toEqual(appends.map((it) => model.append(it.contract, it.expected, it.events, it.altered)))
      for (const contract of [0, 1]) {
        const { events } = await given.log.readStream(stream(contract))
        expect(events.map((it) => it.data)).toEqual(
          model.contents(contract).map(({ event, altered }) => eventOf(given, run, event, altered).data),
        )
      }
    }),
    { numRuns: 150 },
  )
}

function eventOf(given: Given, run: number, k: number, altered: boolean) {
  return given.event(`${run}-${k}`, altered ? { amount: '0.01' } : {})
}

async function outcomeOf(
  given: Given,
  run: number,
  stream: string,
  { expected, events, altered }: Drawn,
): Promise<string> {
  try {
    const it = await given.log.append(
      stream,
      expected,
      events.map((k) => eventOf(given, run, k, altered)),
    )
    return it.repeated ? `repeated ${it.revision}` : `stored ${it.revision}`
  } catch (error) {
    if (error instanceof VersionConflict) return `conflict at ${error.actual}`
    if (error instanceof ReusedEventId) return 'reused'
    throw error
  }
}
