import type { RecordedEvent } from '@pilot-ledger/event-log'
import { CATALOGUE, PLATFORM_FIGURES, PROGRAMME_FIGURES, Question } from '@pilot-ledger/figures'
import { computedFor } from '@pilot-ledger/figures/reporting'
import type { JsonObject } from '@pilot-ledger/kernel'
import { compareWithPublished, type FigurePublished } from '@pilot-ledger/platforms'
import * as fc from 'fast-check'
import { verify } from '../../apps/verifier/src/certificate/verify'
import * as KNOWN from '../../apps/verifier/src/ledger/figures'
import * as KNOWN_OF_PROGRAMMES from '../../apps/verifier/src/ledger/programme-figures'
import { basisOf, isStock } from '../../apps/verifier/src/ledger/statement'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { projected, randomWindow } from '../finance/ledgers.spec-support'
import { PROGRAMME, randomProgramme } from '../programme/random-programme.spec-support'
import { type Loose, Operator } from '../verifier/certificate-maker.spec-support'
import { alter, codeOf, everyByte, foundIn } from '../verifier/forging.spec-support'
import { forOutsiders, salted } from '../verifier/masked-maker.spec-support'

const RUNS = Number(process.env.HISTORIES ?? 10)
type Said = FigurePublished['data']

/** What a letter might state of a figure: near the truth or not, of a month or a day, in a unit that fits or does not. */
function randomStatement(chance: Chance, code: string, unit: 'CNY' | 'count', near: string): Said {
  const date = () => chance.pick(['2024-11', '2025-02', '2025-03-15', '2025-08-31', undefined])
  const money = unit === 'CNY' && chance.maybe(0.95)
  const inWan = money ? `${BigInt(near.replace('.', '')) / 1_000_000n}` : ''
  const value = chance.maybe(0.2) ? '3' : money ? chance.pick([near, inWan]) : near.split('.')[0]
  const asWritten = money ? (value === near ? '元' : '万元') : 'count'
  const [windowFrom, windowTo] = [date(), date()]
  return {
    publicationNo: 'F1',
    figure: code,
    value,
    unit: asWritten,
    unitAsWritten: asWritten,
    basis: money ? chance.pick(['signed', 'invoiced', 'received', 'outstanding', 'notStated']) : 'notApplicable',
    ...(windowFrom !== undefined && { windowFrom }),
    ...(windowTo !== undefined && { windowTo }),
    source: { document: '示例函', publishedOn: '2025-09-15', wording: '示例' },
  } as Said
}

function withEntry(log: readonly RecordedEvent[], stream: string, data: object): RecordedEvent[] {
  const said = {
    ...log[log.length - 1],
    id: '00000000-0000-5000-9000-0000000000ff',
    stream,
    revision: log.filter((it) => it.stream === stream).length,
    type: 'FigurePublished',
    version: 1,
    data: data as JsonObject,
    position: String(log.length + 1),
  }
  return [...log, said]
}

/** A statement of a platform, or of a programme, and the certificate's parts as the service would state them. */
async function situation(seed: number, made = (it: readonly RecordedEvent[]) => it) {
  const chance = new Chance(seed)
  const ofProgramme = chance.maybe(0.4)
  const { log: before, platforms } = ofProgramme
    ? { log: randomProgramme(seed), platforms: [PROGRAMME] }
    : randomHistory(seed)
  const [id] = platforms
  const figure = chance.pick(ofProgramme ? PROGRAMME_FIGURES : PLATFORM_FIGURES)
  const window = randomWindow(chance)
  const owner = ofProgramme && figure.of !== 'programme' ? undefined : id
  const near = await computed(before, window, owner, {
    figure: figure.code,
    unit: figure.unit === 'CNY' ? '元' : 'count',
  })
  const said = randomStatement(chance, figure.code, figure.unit, near ?? '0')
  const log = withEntry(before, ofProgramme ? `programme-${id}` : `platform-${id}`, said)
  const tables = await projected(log)
  const number = owner === undefined ? undefined : tables.platformIds.find(owner)
  const comparison = compareWithPublished(
    said,
    computedFor(said, window, (over) => new Question(tables, over, log.length, number)),
  )
  const { verdict, low, high, candidates } = comparison
  const wide = figure.of === 'allRegisters' || figure.leansOnAllRegisters === true
  const kinds = /^(jointCentres|productionLines|sharedEquipment|libraryProjects)/.test(figure.code)
    ? ['platform/']
    : ['contracts/', 'platform/']
  const operator = new Operator(made(log))
  const certificate = (): Loose =>
    operator.certified({
      format: 'pilot-ledger/statement-certificate@1',
      cut: log.length,
      needed: ofProgramme ? (wide ? ['platform/', 'programme/'] : [`programme/${id}`]) : kinds.map((it) => it + id),
      members: {
        of: { ...(ofProgramme ? { programme: id } : { platform: id }), statement: 'F1' },
        window,
        entry: log.length,
        figure: said.figure,
        value: said.value,
        unit: said.unit,
        basis: said.basis,
        compared: {
          verdict,
          low,
          high,
          candidates: candidates.map(({ code, basis, window: over, value, agrees }) => ({
            code,
            basis,
            ...over,
            value,
            agrees,
          })),
        },
      },
    })
  const check = (it: Loose) => verify(operator.file(it), { key: operator.signer.vkey })
  return { chance, said, certificate, check, operator, verdict }
}

async function computed(
  log: readonly RecordedEvent[],
  window: { from: string; to: string },
  owner: string | undefined,
  of: { figure: string; unit: string },
) {
  const tables = await projected(log)
  const number = owner === undefined ? undefined : tables.platformIds.find(owner)
  const said = { ...of, basis: of.unit === 'count' ? 'notApplicable' : 'notStated' } as Said
  const [it] = computedFor(said, window, (over) => new Question(tables, over, log.length, number))
  return it.candidates.find(({ code }) => code === of.figure)?.value
}

describe('given letters that state random figures of random ledgers', () => {
  test('when a statement is certified, then it verifies; with anything of it changed, it does not', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { chance, certificate, check, verdict, said } = await situation(seed)
        const found = check(certificate())
        expect([seed, said, found.verdict === 'invalid' ? found.fault : 'valid']).toEqual([seed, said, 'valid'])
        seen.add(verdict)
        for (let i = 0; i < 8; i++) {
          const changed = certificate()
          const before = JSON.stringify(changed)
          const members = ['figure', 'value', 'unit', 'basis', 'compared', 'entry', 'of']
          alter(changed, chance, ['cut', 'map', 'proof', 'streams', ...members])
          if (JSON.stringify(changed) === before) continue
          expect(codeOf(check(changed))).not.toMatch(/^(valid|verifier-fault)$/)
        }
      }),
      { numRuns: RUNS * 3, endOnFailure: true },
    )
    expect([...seen].toSorted()).toEqual(['agrees', 'cannotSay', 'differs'])
  }, 300_000)

  test('when some of it may be masked, then the certificate for outsiders verifies to the same verdict', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(0, 0.5, 1), async (seed, share) => {
        const some = new Chance(seed ^ 0x7e1)
        const { certificate, check, said } = await situation(seed, (it) => salted(it, () => some.maybe(share)))
        // The tokens made here never tell who is of the city.
        fc.pre(said.figure !== 'clients.inCity')
        const open = certificate()
        const masked = forOutsiders(open)
        expect(masked.format).toBe('pilot-ledger/masked-statement-certificate@1')
        const { facts } = foundIn(check(open)).told
        const found = foundIn(check(masked))
        expect([seed, found.told.facts]).toEqual([seed, { ...facts, masked: true, whole: masked.whole }])
        const before = JSON.stringify(masked)
        alter(masked, some, ['compared', 'value', 'entry', 'figure'])
        if (JSON.stringify(masked) === before) return
        expect(codeOf(check(masked))).not.toMatch(/^(valid|verifier-fault)$/)
      }),
      { numRuns: RUNS * 2 },
    )
  }, 300_000)

  test('when any byte of the file is changed, dropped or added, then it does not verify', async () => {
    const { operator, certificate } = await situation(3)
    const file = operator.file(certificate())
    everyByte(file, (it) => [verify(it, { key: operator.signer.vkey })])
  })
})

test('the verifier knows of every figure its basis, and whether it stands on a day', () => {
  for (const { code, of, basis, shape } of CATALOGUE) {
    const figures = of === undefined ? KNOWN.PLATFORM_FIGURES : KNOWN_OF_PROGRAMMES.PROGRAMME_FIGURES
    expect([code, basisOf(code, figures[code]), isStock(code)]).toEqual([code, basis, shape === 'stock'])
  }
})
