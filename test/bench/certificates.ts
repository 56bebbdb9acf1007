import { pino } from 'pino'
import { createStandalone, type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { verify } from '../../apps/verifier/src/certificate/verify'
import { unpacked } from '../../apps/verifier/src/node/unpacked'
import { event } from './append'
import { Chance } from './chance'
import { Latencies, type Line } from './measure'
import { memory } from './memory'

/** A certificate of so many contracts is what the aim is about. */
const CONTRACTS = 50
const WINDOW = 'from=2023-01-01&to=2026-06-30'
/** Certificates of so many platforms, of each so often. */
const PLATFORMS = 20
const TIMES = 5
/** Most bytes an entry that proving may hold. */
const PER_ENTRY = 40

/** A service that is asked for certificates of platforms that have about as many contracts. */
interface Asked {
  readonly ledger: Ledger
  readonly platforms: readonly number[]
  /** The file, packed; how long it took is noted. */
  took(into: Latencies, platform: number, more?: string): Promise<Buffer>
}

/** @param ofTree bytes that the log's tree holds */
export async function measureCertificates(folder: string, ofTree: number): Promise<Line[]> {
  const lines = await asked(folder, ofService)
  return [...lines, ...(await asked(folder, (it) => ofRestarted(it, ofTree)))]
}

async function asked(folder: string, work: (asked: Asked) => Promise<Line[]>): Promise<Line[]> {
  const ledger = await openLedger({ folder })
  const app = await createStandalone(ledger, { actor: 'bench', logger: pino({ level: 'silent' }) })
  try {
    const { tables } = ledger.model
    const platforms = Array.from({ length: tables.platformIds.length }, (_, it) => it)
      .map((it) => ({ it, off: Math.abs(tables.contractsOf(it).length - CONTRACTS) }))
      .sort((a, b) => a.off - b.off)
      .slice(0, PLATFORMS)
      .map(({ it }) => it)
    const took = async (into: Latencies, platform: number, more = '') => {
      const url = `/api/platforms/${tables.platformIds.text(platform)}/figures/contractAmount/certificate`
      const start = performance.now()
      const answer = await app.inject({ url: `${url}?compressed=true&${WINDOW}${more}`, payloadAsStream: true })
      const pieces: Buffer[] = []
      for await (const it of answer.stream()) pieces.push(it as Buffer)
      into.add(performance.now() - start)
      const file = Buffer.concat(pieces)
      if (answer.statusCode !== 200) throw new Error(file.toString())
      return file
    }
    return await work({ ledger, platforms, took })
  } finally {
    await app.close()
    await ledger.close()
  }
}

async function ofService({ ledger, platforms, took }: Asked): Promise<Line[]> {
  const [first, latencies, moved, cold, verified] = Array.from({ length: 5 }, () => new Latencies())
  const sizes: number[] = []
  await took(first, platforms[0])
  for (let i = 0; i < TIMES; i++)
    for (const it of platforms) {
      const file = await took(latencies, it)
      sizes.push(file.length)
      const verdict = verified.time(() => verify(unpacked(file), { key: ledger.proof.verifierKey }))
      if (verdict.verdict !== 'valid') throw new Error(JSON.stringify(verdict))
    }
  for (const it of platforms) {
    const { position } = await ledger.stored.append(`plan-bench-certified-${it}`, 'none', [event(`certified-${it}`)])
    await ledger.model.reached(position, 10_000)
    await took(moved, it)
  }
  const { sequence } = ledger.model.tables
  const chance = new Chance(3)
  for (const it of platforms) await took(cold, it, `&asOf=${(sequence >> 1) + chance.below(sequence >> 1)}`)
  const size = sizes.sort((a, b) => a - b)[sizes.length >> 1]
  const what = `a certificate of ${CONTRACTS} contracts (${entriesIn(ledger, platforms)} entries)`
  return [
    {
      ...compared(`${what}, at ${ledger.proof.tree.size.toLocaleString('en-US')} entries`, latencies),
      aim: '< 50 ms',
      met: latencies.percentiles().p50 < 50,
    },
    compared('the same right after an entry came: another map is recorded and signed', moved),
    compared('the same at a past cut', cold),
    compared('the very first one: no map was ever made of the ledger', first),
    { what: 'its size, packed', measured: size / 1000, unit: 'kB', aim: '≤ 300 kB', met: size <= 300_000 },
    {
      ...compared('verifying it in Node', verified),
      aim: '< 1,000 ms',
      met: verified.percentiles().p99 < 1_000,
    },
  ]
}

/** It goes on from what was kept of the keys. */
async function ofRestarted({ ledger, platforms, took }: Asked, ofTree: number): Promise<Line[]> {
  const first = new Latencies()
  const before = await memory()
  await took(first, platforms[0])
  const perEntry = ((await memory()) - before + ofTree) / ledger.proof.tree.size
  return [
    compared('the first one after a restart', first),
    {
      what: 'memory that tree, keys and maps add',
      measured: perEntry,
      unit: 'B an entry',
      aim: `≤ ${PER_ENTRY} B`,
      met: perEntry <= PER_ENTRY,
    },
  ]
}

function compared(what: string, latencies: Latencies): Line {
  const latency = latencies.percentiles()
  return { what, measured: latency.p50, unit: 'ms', latency, aim: 'for comparison', met: true }
}

function entriesIn({ model: { tables } }: Ledger, platforms: readonly number[]): number {
  const entries = platforms.map((it) => tables.entriesBetween(it, 0, tables.sequence).length)
  return entries.sort((a, b) => a - b)[entries.length >> 1]
}
