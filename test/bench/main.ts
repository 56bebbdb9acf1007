import { constants, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqliteEventLog } from '@pilot-ledger/event-log'
import { startStandIn } from '../eventstoredb/stand-in'
import { measureAppends, measureGrownAppends } from './append'
import { measureEventStoreDb } from './eventstoredb'
import { measureEvidence } from './evidence'
import { fill, measureFigures } from './figures'
import { measureCommands, measureService } from './http'
import { measureImports } from './import'
import { measureLoop } from './loop'
import { growth, type Line, notRun, table } from './measure'
import { measurePage } from './page'
import { measureProof } from './proof'

const USAGE = `npm run bench -- [--entries 1000000] [--json FILE] [--beside FILE] [--only append,commands,import,evidence,figures,service,page,proof,grown,loop,cluster] [--keep DIR]
  --beside FILE: what an entry costs beside an earlier run of a smaller ledger
  --keep DIR: fill the ledger there, or measure the one that is there already
  cluster: the stand-in for tests, or a real server with EVENTSTOREDB_URL=esdb://…`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      entries: { type: 'string', default: '1000000' },
      json: { type: 'string', default: 'bench.json' },
      only: {
        type: 'string',
        default: 'append,commands,import,evidence,figures,service,page,proof,grown,loop,cluster',
      },
      keep: { type: 'string' },
      beside: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return say(USAGE)
  const only = values.only.split(',')
  const scratch = mkdtempSync(join(tmpdir(), 'pilot-ledger-bench-'))
  const ledger = values.keep ? resolve(values.keep) : join(scratch, 'ledger')
  const lines: Line[] = []
  const measure = async (name: string, work: () => Promise<Line[]>) => {
    if (!only.includes(name)) return
    say(`… ${name}`)
    const measured = await work().catch((error: unknown) => [notRun(name, '', error)])
    say(table(measured))
    lines.push(...measured)
  }
  try {
    await measure('append', () => measureAppends(scratch))
    await measure('commands', () => measureCommands(join(scratch, 'commands')))
    await measure('import', () => measureImports(join(scratch, 'import')))
    await measure('evidence', () => measureEvidence(join(scratch, 'evidence')))
    if (
      !existsSync(join(ledger, 'log.db')) &&
      ['figures', 'service', 'proof', 'grown', 'loop'].some((it) => only.includes(it))
    )
      await fillLedger(ledger, Number(values.entries))
    await measure('figures', () => measureFigures(ledger))
    await measure('service', () => measureService(ledger))
    await measure('page', () => measurePage(join(scratch, 'page')))
    await measure('proof', () => measureProof(copyOf(ledger, join(scratch, 'proven')), scratch))
    await measure('grown', () => measureGrownAppends(ledger, scratch))
    await measure('loop', () => measureLoop(copyOf(ledger, join(scratch, 'copy')), join(scratch, 'loop')))
    await measure('cluster', measureCluster)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  if (values.beside) lines.push(...growth(lines, JSON.parse(readFileSync(values.beside, 'utf8')).lines))
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${release()}, Node ${process.version}`
  writeFileSync(values.json, `${JSON.stringify({ machine, lines }, null, 2)}\n`)
  process.stdout.write(`${table(lines)}\n\n${machine}\n`)
  if (lines.some((it) => it.notRun !== undefined)) process.exitCode = 1
}

/** What is recorded on it is not to be there the next time. */
function copyOf(ledger: string, folder: string): string {
  cpSync(ledger, folder, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return folder
}

/** On the stand-in both sides share one process: what counts is the adapter beside the bare client. */
async function measureCluster(): Promise<Line[]> {
  const { EVENTSTOREDB_URL } = process.env
  if (EVENTSTOREDB_URL) return measureEventStoreDb(EVENTSTOREDB_URL)
  const server = await startStandIn()
  try {
    const lines = await measureEventStoreDb(server.connectionString)
    return lines.map((it) => ({ ...it, what: `${it.what} (stand-in)` }))
  } finally {
    await server.stop()
  }
}

async function fillLedger(folder: string, entries: number): Promise<void> {
  const log = await openSqliteEventLog({ folder })
  try {
    const start = performance.now()
    const stored = await fill(log, entries, (done) => process.stderr.write(`\r… filling ${done}`))
    say(`\r${stored} entries in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  } finally {
    await log.close()
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`)
  process.exit(1)
})
