import type { RecordedEvent } from '@pilot-ledger/event-log'
import {
  answer,
  answerAll,
  CATALOGUE,
  type FigureDefinition,
  PLATFORM_FIGURES,
  PROGRAMME_FIGURES,
  Projector,
  Question,
  Tables,
} from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'
import * as fc from 'fast-check'
import { verify } from '../../apps/verifier/src/certificate/verify'
import * as KNOWN from '../../apps/verifier/src/ledger/figures'
import * as KNOWN_OF_PROGRAMMES from '../../apps/verifier/src/ledger/programme-figures'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { PROGRAMME, randomProgramme } from '../programme/random-programme.spec-support'
import { type Question as Asked, Operator } from '../verifier/certificate-maker.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 10)

async function projected(log: readonly RecordedEvent[]): Promise<Tables> {
  const tables = new Tables()
  const source = async (stream: string, count: number) => log.filter((it) => it.stream === stream).slice(0, count)
  const projector = new Projector(tables, source)
  for (const event of log) await projector.apply(event)
  return tables
}

type Told = ReturnType<typeof answer>[number]
const saidOf = (told: Told): Asked['value'] =>
  told.refused ? Object.fromEntries(told.refused.parts.map((it) => [it.taxBasis, it.value])) : (told.value as string)

const windowOf = (chance: Chance) => {
  const from = dayNumber('2024-09-01') + chance.below(200)
  return { from: dayOfNumber(from), to: dayOfNumber(from + chance.below(250)) }
}

const asked = (
  { code, version }: FigureDefinition,
  of: Asked['of'],
  told: Told,
  at: Pick<Asked, 'from' | 'to' | 'cut'>,
) => ({
  code,
  version,
  of,
  ...at,
  value: saidOf(told),
})

describe('given random ledgers', () => {
  test('when the ledger’s figures of platforms are certified, then every certificate verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { log, platforms } = randomHistory(seed)
        const tables = await projected(log)
        const chance = new Chance(seed ^ 0x1234)
        const window = windowOf(chance)
        const cut = chance.below(log.length + 1)
        const operator = new Operator(log)
        const all = answerAll(new Question(tables, window, cut), PLATFORM_FIGURES)
        for (const [i, figure] of PLATFORM_FIGURES.entries()) {
          const [id] = platforms
          const number = tables.platformIds.find(id) as number
          const own = answer(new Question(tables, window, cut, number), [figure])[0]
          const question = chance.pick([
            asked(figure, { platform: id }, own, { ...window, cut }),
            asked(figure, { platforms: 'all' }, all.totals[i], { ...window, cut }),
            asked(figure, { platforms: platforms.toSorted() }, all.totals[i], { ...window, cut }),
          ])
          const more = chance.below(log.length - cut + 1)
          const file = operator.file(operator.certificate(question, undefined, more))
          const verdict = verify(file, { key: operator.signer.vkey })
          expect([question, verdict.verdict === 'invalid' ? verdict.fault : 'valid']).toEqual([question, 'valid'])
          const told = 'platform' in question.of ? own : all.totals[i]
          const { doubtful } = verdict.verdict === 'invalid' ? {} : verdict.found.told.facts
          expect([figure.code, doubtful]).toEqual([figure.code, told.onlyToTheMonth?.rows ?? 0])
        }
      }),
      { numRuns: RUNS },
    )
  }, 300_000)

  test('when the figures of a programme are certified, then every certificate verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const log = randomProgramme(seed)
        const tables = await projected(log)
        const chance = new Chance(seed ^ 0x1234)
        const window = windowOf(chance)
        const cut = chance.below(log.length + 1)
        const operator = new Operator(log)
        for (const figure of PROGRAMME_FIGURES) {
          const owner = figure.of === 'programme' ? tables.platformIds.find(PROGRAMME) : undefined
          const told = answer(new Question(tables, window, cut, owner), [figure])[0]
          const file = operator.file(
            operator.certificate(asked(figure, { programme: PROGRAMME }, told, { ...window, cut })),
          )
          const verdict = verify(file, { key: operator.signer.vkey })
          expect([figure.code, verdict.verdict === 'invalid' ? verdict.fault : 'valid']).toEqual([figure.code, 'valid'])
        }
      }),
      { numRuns: RUNS },
    )
  }, 300_000)
})

test('the verifier knows every figure of the catalogue, in its version and under its name', async () => {
  const { log } = randomHistory(1)
  const operator = new Operator(log)
  for (const figure of CATALOGUE) {
    const of = figure.of === undefined ? { platforms: 'all' as const } : { programme: PROGRAMME }
    const none = figure.unit === 'CNY' ? '0.00' : '0'
    const file = (version: number) =>
      operator.file(
        operator.certificate({
          code: figure.code,
          version,
          of,
          from: '2024-01-01',
          to: '2024-01-31',
          cut: 0,
          value: none,
        }),
      )
    const verdict = verify(file(figure.version), { key: operator.signer.vkey })
    if (verdict.verdict === 'invalid') throw new Error(`${figure.code}: ${verdict.fault.code} ${verdict.fault.at}`)
    const known = figure.of === undefined ? KNOWN.PLATFORM_FIGURES : KNOWN_OF_PROGRAMMES.PROGRAMME_FIGURES
    const { zh, en, unit } = known[figure.code]
    expect([figure.code, zh, en, unit]).toEqual([figure.code, figure.zh, figure.en, figure.unit])
    expect(verify(file(figure.version + 1))).toMatchObject({ fault: { code: 'definition-version' } })
  }
})
