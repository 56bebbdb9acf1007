import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { Leaves, LedgerProof } from '@pilot-ledger/proof'
import { pino } from 'pino'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { createStandalone, type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { unpacked } from '../../apps/verifier/src/node/unpacked'
import { appending, event } from './append'
import { Chance } from './chance'
import { Latencies, type Line, perSecond } from './measure'

const CALLERS = 64
const ROUNDS = 3
/** A certificate of so many contracts is what the aim is about. */
const CONTRACTS = 50
const WINDOW = 'from=2023-01-01&to=2026-06-30'

/**
 * What proving costs: appends with the tree beside appends without, and on a full ledger the last checkpoint, proofs,
 * certificates and what `verify` does beside reading and hashing alone.
 * @param folder of a ledger that may be written to
 */
export async function measureProof(folder: string, scratch: string): Promise<Line[]> {
  const appends = await withTreeAndWithout(scratch)
  const before = memory()
  const ledger = await openLedger({ folder })
  const lines: Line[] = []
  try {
    lines.push(...(await checkpoints(ledger)), inclusions(ledger), ...(await certificates(ledger, before)))
  } finally {
    await ledger.close()
  }
  return [appends, ...lines, await verifying(folder)]
}

async function withTreeAndWithout(scratch: string): Promise<Line> {
  const folders = ['with-tree', 'without'].map((it) => join(scratch, it))
  for (const it of folders) mkdirSync(it)
  const logs = [await openSqliteEventLog({ folder: folders[0] }), await openSqliteEventLog({ folder: folders[1] })]
  const proof = await LedgerProof.open(logs[0], { folder: folders[0] })
  const runs: Awaited<ReturnType<typeof appending>>[][] = [[], []]
  try {
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, log] of logs.entries()) {
        runs[i].push(await appending(log.append.bind(log), CALLERS))
        // What the tree has left to do is not the other's to wait for.
        await proof.signedTo(Number((await logs[0].head()) ?? 0))
      }
  } finally {
    await proof.close()
    for (const log of logs) await log.close()
  }
  const [measured, limit] = runs.map((its) => its.toSorted((a, b) => a.rate - b.rate)[ROUNDS >> 1])
  return {
    what: `durable append in process with the tree, ${CALLERS} callers`,
    measured: measured.rate,
    unit: 'events/s',
    limit: { what: 'without', value: limit.rate },
    latency: measured.latency,
    aim: '≥ 0.85 of it',
    met: measured.rate >= 0.85 * limit.rate,
  }
}

const ofEntries = ({ proof }: Ledger) => `at ${proof.tree.size.toLocaleString('en-US')} entries`

async function checkpoints(ledger: Ledger): Promise<Line[]> {
  const latencies = new Latencies()
  for (let i = 0; i < 200; i++) {
    await ledger.stored.append(`plan-bench-proof-${process.pid}-${i}`, 'none', [event(`proof-${process.pid}-${i}`)])
    const start = performance.now()
    await ledger.proof.signedTo(Number(await ledger.stored.head()))
    latencies.add(performance.now() - start)
  }
  const latency = latencies.percentiles()
  return [
    {
      what: `a checkpoint is signed and kept after the last entry, ${ofEntries(ledger)}`,
      measured: latency.p50,
      unit: 'ms',
      latency,
      aim: '< 5 ms',
      met: latency.p50 < 5,
    },
  ]
}

function inclusions(ledger: Ledger): Line {
  const { tree } = ledger.proof
  const [latencies, chance] = [new Latencies(), new Chance(7)]
  for (let i = 0; i < 3_000; i++) latencies.time(() => tree.inclusion(chance.below(tree.size), tree.size))
  const latency = latencies.percentiles()
  return {
    what: `an inclusion proof, ${ofEntries(ledger)}`,
    measured: latency.p99,
    unit: 'ms p99',
    latency,
    aim: '< 2 ms',
    met: latency.p99 < 2,
  }
}

async function certificates(ledger: Ledger, before: number): Promise<Line[]> {
  const app = await createStandalone(ledger, { actor: 'bench', logger: pino({ level: 'silent' }) })
  try {
    const { tables } = ledger.model
    const entriesOf = (platform: number) => tables.entriesBetween(platform, 0, tables.sequence).length
    const all = Array.from({ length: tables.platformIds.length }, (_, i) => i)
    const near = all
      .map((it) => ({ it, contracts: tables.contractsOf(it).length }))
      .sort((a, b) => Math.abs(a.contracts - CONTRACTS) - Math.abs(b.contracts - CONTRACTS))
      .slice(0, 20)
    const [latencies, cold, sizes, verified] = [new Latencies(), new Latencies(), [] as number[], new Latencies()]
    const took = async (into: Latencies, more: string, platform: number): Promise<Buffer> => {
      const id = tables.platformIds.text(platform)
      const start = performance.now()
      const answer = await app.inject({
        url: `/api/platforms/${id}/figures/contractAmount/certificate?compressed=true&${WINDOW}${more}`,
      })
      into.add(performance.now() - start)
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return answer.rawPayload
    }
    // The first one after a start goes along all entries.
    const first = new Latencies()
    await took(first, '', near[0].it)
    for (const { it } of near) {
      const file = await took(latencies, '', it)
      sizes.push(file.length)
      const verdict = verified.time(() => verify(unpacked(file), { key: ledger.proof.verifierKey }))
      if (verdict.verdict !== 'valid') throw new Error(JSON.stringify(verdict))
    }
    const chance = new Chance(3)
    for (const { it } of near)
      await took(cold, `&asOf=${(tables.sequence >> 1) + chance.below(tables.sequence >> 1)}`, it)
    const after = memory()
    const latency = latencies.percentiles()
    const size = sizes.sort((a, b) => a - b)[sizes.length >> 1]
    const entries = near.map(({ it }) => entriesOf(it)).sort((a, b) => a - b)[near.length >> 1]
    const perEntry = (after - before) / ledger.proof.tree.size
    return [
      {
        what: `a certificate of ${CONTRACTS} contracts (${entries} entries), ${ofEntries(ledger)}`,
        measured: latency.p50,
        unit: 'ms',
        latency,
        aim: '< 50 ms',
        met: latency.p50 < 50,
      },
      {
        what: 'the same at a past cut',
        measured: cold.percentiles().p50,
        unit: 'ms',
        latency: cold.percentiles(),
        aim: 'for comparison',
        met: true,
      },
      {
        what: 'the first one after a start',
        measured: first.percentiles().max,
        unit: 'ms',
        aim: 'for comparison',
        met: true,
      },
      { what: 'its size, packed', measured: size / 1000, unit: 'kB', aim: '≤ 300 kB', met: size <= 300_000 },
      {
        what: 'verifying it in Node',
        measured: verified.percentiles().p50,
        unit: 'ms',
        latency: verified.percentiles(),
        aim: '< 1,000 ms',
        met: verified.percentiles().p99 < 1_000,
      },
      {
        what: 'memory with figures, tree and keys',
        measured: perEntry,
        unit: 'B an entry',
        aim: 'for comparison',
        met: true,
      },
    ]
  } finally {
    await app.close()
  }
}

const gc = collector()
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
function memory(): number {
  gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Whole, beside reading every entry and hashing its leaf. */
async function verifying(folder: string): Promise<Line> {
  const log = await openSqliteEventLog({ folder, readOnly: true })
  const [alone, entries] = await hashedAlone(log)
  await log.close()
  const start = performance.now()
  const { faults } = await verifyLedger(folder, noProgress)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  const rate = perSecond(entries, performance.now() - start)
  return {
    what: 'verify',
    measured: rate,
    unit: 'entries/s',
    limit: { what: 'reading and hashing alone', value: alone },
    aim: '≥ 0.5 of it',
    met: rate >= 0.5 * alone,
  }
}

async function hashedAlone(log: SqliteEventLog): Promise<[rate: number, entries: number]> {
  const [start, leaves] = [performance.now(), new Leaves()]
  for await (const page of log.readAll()) for (const it of page) leaves.nextHash(it)
  return [perSecond(leaves.sequence, performance.now() - start), leaves.sequence]
}
