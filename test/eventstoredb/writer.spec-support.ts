import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { transformFileSync } from '@swc/core'

const ROOT = resolve(__dirname, '../..')
const ROOMS = ['libs/kernel/src', 'libs/event-log/src']
let transpiled: string | undefined

/** Kernel and log as plain JavaScript in a temporary folder: child processes need no build and no test runner. */
function transpile(): string {
  if (transpiled) return transpiled
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-esdb-'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const room of ROOMS) {
    for (const name of readdirSync(join(ROOT, room), { recursive: true }) as string[]) {
      if (!name.endsWith('.ts') || name.includes('.spec')) continue
      const target = join(folder, room, name.replace(/\.ts$/, '.js'))
      const { code } = transformFileSync(join(ROOT, room, name), {
        configFile: false,
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2023', parser: { syntax: 'typescript' }, transform: { useDefineForClassFields: false } },
      })
      const kernel = relative(dirname(target), join(folder, 'libs/kernel/src/index.js'))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, code.replaceAll('"@pilot-ledger/kernel"', JSON.stringify(kernel)))
    }
  }
  transpiled = folder
  return folder
}

const ENDLESS_WRITER = `
  const { openEventStoreDbLog } = require('./libs/event-log/src/eventstoredb/eventstoredb-event-log.js')
  const { randomUUID } = require('node:crypto')
  openEventStoreDbLog({ connectionString: process.argv[2], prefix: process.argv[3] }).then(async (log) => {
    for (let revision = -1; ; revision++) {
      const event = { id: randomUUID(), type: 'PaymentReceived', version: 1, data: { amount: '1.00' }, metadata: { actor: 'a', correlationId: 'c' } }
      await log.append('killed', revision === -1 ? 'none' : revision, [event])
      require('node:fs').writeSync(1, event.id + '\\n')
    }
  })`

/** A process of its own that appends without end to the stream `killed`; killed once `count` have been acknowledged. */
export async function appendUntilKilled(connectionString: string, prefix: string, count: number): Promise<string[]> {
  const file = join(transpile(), 'writer.js')
  writeFileSync(file, ENDLESS_WRITER)
  const child = spawn(process.execPath, [file, connectionString, prefix], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<NodeJS.Signals | null>((done) => child.on('close', (_code, signal) => done(signal)))
  const acknowledged: string[] = []
  for await (const id of createInterface({ input: child.stdout })) {
    acknowledged.push(id)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  if ((await ended) !== 'SIGKILL') throw new Error('the writer ended by itself')
  return acknowledged
}

/** Runs a program (JavaScript beside the transpiled rooms) in a process of its own, to its end. */
export async function runProgram(
  program: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string; errors: string }> {
  const file = join(transpile(), `program-${programs++}.js`)
  writeFileSync(file, program)
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, output, errors }
}

let programs = 0
