import type { EngagementContent } from '@pilot-ledger/engagements'
import { EngagementsRecordingModule } from '@pilot-ledger/engagements/recording'
import { createHttpApplication } from '@pilot-ledger/http'
import { engagementIdOf } from '@pilot-ledger/kernel'
import { Recorder } from '@pilot-ledger/recording'
import * as fc from 'fast-check'
import { pino } from 'pino'
import {
  amendment,
  Bureau,
  batch,
  contract,
  invoice,
  type Line,
  PLATFORM,
  payment,
  reported,
  reversal,
} from '../../libs/intake/src/import/bureau.spec-support'

class RootModule {}

/**
 * What a clerk would do who has the doors and no importer: row by row, again what was refused, never the same row twice, and
 * none of two rows that say one thing differently. A reversal without a number that stands twice may be one or two: the second is
 * left to be asked about.
 */
class PatientClerk {
  private readonly done = new Map<string, string>()

  private constructor(
    readonly bureau: Bureau,
    private readonly app: Awaited<ReturnType<typeof createHttpApplication>>,
  ) {}

  static async of(bureau: Bureau): Promise<PatientClerk> {
    const provided = { provide: Recorder, useValue: bureau.recorder }
    const root = {
      module: RootModule,
      global: true,
      imports: [EngagementsRecordingModule],
      providers: [provided],
      exports: [Recorder],
    }
    const app = await createHttpApplication(root, { actor: '王工', readiness: [], logger: pino({ level: 'silent' }) })
    await app.getHttpAdapter().getInstance().ready()
    return new PatientClerk(bureau, app)
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.bureau.close()
  }

  /** `row state` in the order of the file. */
  async record(lines: readonly Line[]): Promise<string[]> {
    const stated = new Map<number, string>()
    const rows = lines.map((line, i) => ({
      i,
      line,
      key: `${line[1].contractNo} ${dayOf(line)} ${RANK.indexOf(kindOf(line))}`,
    }))
    let waiting = rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.i - b.i))
    const contradicting = new Set(
      lines.filter((it, i) => isToldTwice(it, lines.slice(0, i)) || this.isContradicted(it, lines)),
    )
    for (let before = -1; waiting.length !== before; ) {
      before = waiting.length
      const refused: typeof waiting = []
      for (const row of waiting) {
        const state = contradicting.has(row.line) ? 'refused' : await this.row(row.line)
        stated.set(row.i, state)
        if (state === 'refused') refused.push(row)
      }
      waiting = refused
    }
    return lines.map((_, i) => `${i + 2} ${stated.get(i)}`)
  }

  /** What is on the ledger is judged by that. */
  private isContradicted(line: Line, lines: readonly Line[]): boolean {
    if (this.done.has(whatIs(line))) return false
    return lines.some((it) => whatIs(it) === whatIs(line) && JSON.stringify(it[1]) !== JSON.stringify(line[1]))
  }

  private async row([kind, values]: Line): Promise<'recorded' | 'known' | 'refused'> {
    const identity = whatIs([kind, values])
    const known = this.done.get(identity)
    if (known !== undefined) return known === JSON.stringify(values) ? 'known' : 'refused'
    const { path, body } = doorOf([kind, values])
    const answer = await this.app.inject({ method: 'POST', url: path, payload: body })
    if (answer.statusCode !== 201) return 'refused'
    this.done.set(identity, JSON.stringify(values))
    return 'recorded'
  }
}

const isToldTwice = (line: Line, before: readonly Line[]) =>
  kindOf(line) === 'reversal' && before.some((it) => whatIs(it) === whatIs(line))
const whatIs = (line: Line) => `${line[1].contractNo} ${line[0]} ${identityOf(line)}`
const RANK = ['contract', 'amendment', 'batch', 'invoice', 'reversal', 'payment']
const kindOf = ([kind, { movement }]: Line) => (movement === 'reversed' ? 'reversal' : kind)
const dayOf = ([kind, v]: Line) => (kind === 'contract' ? '0' : String(v.amendedOn ?? v.startedOn ?? v.on))
const CLIENT = { id: { scheme: 'uscc', value: '91440101MA5CJQ4N59' }, name: '示例光电科技有限公司' }

function identityOf(line: Line): string {
  const [, v] = line
  if (kindOf(line) === 'reversal') return `reversal ${v.originalNo} ${v.share} ${v.on}`
  return String(v.amendmentNo ?? v.batchNo ?? v.invoiceNo ?? v.bankReference ?? '')
}

/** The door for a row, as the API describes it. */
function doorOf(line: Line): { path: string; body: object } {
  const [kind, v] = line
  const at = `/api/engagements/${engagementIdOf(PLATFORM, String(v.contractNo))}`
  const { contractNo, movement, ...rest } = v
  const { share, total, tax, on } = rest
  switch (kindOf(line)) {
    case 'contract': {
      const { clientName, clientId, clientScheme, contractKind, ...terms } = rest
      const body = { ...terms, contractNo, platform: PLATFORM, client: CLIENT, kind: contractKind }
      return { path: '/api/engagements', body }
    }
    case 'amendment':
      return { path: `${at}/amendments`, body: rest }
    case 'batch': {
      const { batchKind, ...run } = rest
      return { path: `${at}/batches`, body: { ...run, kind: batchKind } }
    }
    case 'invoice':
      return {
        path: `${at}/invoices`,
        body: { invoice: { kind: 'digital', number: v.invoiceNo }, share, total, tax, issuedOn: on },
      }
    case 'reversal':
      return { path: `${at}/invoices/D:${v.originalNo}/reversals`, body: { amount: share, on } }
    case 'payment':
      return {
        path: `${at}/payments`,
        body: { bankReference: v.bankReference, payer: CLIENT, share, total, receivedOn: on },
      }
    default:
      throw new Error(kind)
  }
}

const contractNo = fc.constantFrom('C-1', 'C-2')
const few = fc.constantFrom(1, 2, 3)
const yuan = fc.constantFrom('0.00', '100.00', '400.00', '900.00', '1200.00')
const day = fc.constantFrom('2025-03-05', '2025-04-10', '2025-06-30', '2035-01-01')
const line: fc.Arbitrary<Line> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(contractNo, fc.constantFrom(...Array(9).fill('1000.00'), '2000.00'))
      .map(([no, amount]) => contract(no, { amount })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        contractNo,
        fc.constantFrom(
          ['1000.00', '200.00', '1200.00'],
          ['1200.00', '-300.00', '900.00'],
          ['1000.00', '1.00', '2.00'],
        ),
        few,
        day,
      )
      .map(([no, [previous, delta, next], n, on]) =>
        amendment(no, previous, delta, next, { amendmentNo: String(n), amendedOn: on }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(contractNo, few, yuan, day).map(([no, n, share, on]) => invoice(no, n, share, { on })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(contractNo, few, yuan, day).map(([no, n, share, on]) => reversal(no, n, share, { on })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(contractNo, few, yuan, day).map(([no, n, share, on]) => payment(no, `R-${n}`, share, { on })),
  },
  { weight: 1, arbitrary: fc.tuple(contractNo, few, day).map(([no, n, on]) => batch(no, `Z-${n}`, { startedOn: on })) },
)
const file = fc.array(line, { maxLength: 14 })

/** Each found by chance, once. */
const FOUND: readonly [Line[], Line[]][] = [
  [[invoice('C-1', 3, '400.00')], [reversal('C-1', 3, '400.00'), reversal('C-1', 3, '400.00'), contract('C-1')]],
]

test('Any files, good and bad, overlapping and repeated, leave the ledger that a patient clerk would at the doors', async () => {
  await fc.assert(
    fc.asyncProperty(file, file, async (one, another) => {
      const bureau = await Bureau.open()
      const clerk = await PatientClerk.of(await Bureau.open())
      try {
        for (const lines of [one, [...another, ...one.slice(0, 4)], one]) {
          const size = await bureau.size()
          const preview = await bureau.import('preview', lines)
          expect(await bureau.size()).toBe(size)
          const real = await bureau.import('good', lines)
          const rows = reported(real).rows.map((it) => it.split(' ').slice(0, 2).join(' '))
          expect(rows).toEqual(await clerk.record(lines))
          // The preview said just that, word by word.
          expect(preview.faults).toEqual(real.faults)
          expect(preview.rows.map((it) => ({ ...it, state: it.state.replace('new', 'recorded') }))).toEqual(real.rows)
        }
        for (const no of ['C-1', 'C-2'])
          expect(await contentsOf(bureau, no)).toEqual(await contentsOf(clerk.bureau, no))
      } finally {
        await bureau.close()
        await clerk.close()
      }
    }),
    { numRuns: Math.ceil(Number(process.env.HISTORIES ?? 20) / 4), examples: [...FOUND] },
  )
}, 240_000)

const contentsOf = async (bureau: Bureau, no: string) =>
  (await bureau.entries(no)).map(({ type, data }) => ({ type, data }) as unknown as EngagementContent)
