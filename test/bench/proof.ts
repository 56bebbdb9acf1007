import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteEventLog, type SqliteEventLog } from '@pilot-ledger/event-log'
import { Leaves, LedgerProof } from '@pilot-ledger/proof'
import { noProgress } from '../../apps/cli/src/progress'
import { verifyLedger } from '../../apps/cli/src/verify'
import { type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { appending, event } from './append'
import { measureCertificates } from './certificates'
import { Chance } from './chance'
import { Latencies, type Line, perSecond } from './measure'
import { memory } from './memory'

const CALLERS = 64
const ROUNDS = 3

/**
 * What proving costs: appends with the tree beside appends without, and on a full ledger the last checkpoint, proofs,
 * certificates and what `verify` does beside reading and hashing alone.
 * @param folder of a ledger that may be written to
 */
export async function measureProof(folder: string, scratch: string): Promise<Line[]> {
  const appends = await withTreeAndWithout(scratch)
  const ofTree = await memoryOfTree(folder)
  const ledger = await openLedger({ folder })
  const lines: Line[] = []
  try {
    lines.push(...(await checkpoints(ledger)), inclusions(ledger))
  } finally {
    await ledger.close()
  }
  return [appends, ...lines, ...(await measureCertificates(folder, ofTree)), await verifying(folder)]
}

/** Bytes that a log's tree and key hold, beside the log itself. */
async function memoryOfTree(folder: string): Promise<number> {
  const log = await openSqliteEventLog({ folder })
  const before = await memory()
  const proof = await LedgerProof.open(log, { folder })
  const after = await memory()
  await proof.close()
  await log.close()
  return after - before
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
