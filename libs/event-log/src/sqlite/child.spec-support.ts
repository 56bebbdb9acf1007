import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { transformFileSync } from '@swc/core'

const ROOT = resolve(__dirname, '../../../..')
const SOURCE = resolve(__dirname, '..')

/** What a child printed, line by line, and how to end it. */
export interface Child {
  readonly process: ChildProcess
  lines(): AsyncIterable<string>
  /** Everything it wrote to its error output so far. */
  errors(): string
  /** Resolves with exit code and signal once it has ended and its output is read. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

let transpiled: string | undefined

/** The adapter as plain JavaScript in a temporary folder: child processes need no build and no test runner. */
export function transpiledAdapter(): string {
  if (transpiled) return transpiled
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-log-'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const name of readdirSync(SOURCE, { recursive: true }) as string[]) {
    if (!name.endsWith('.ts') || name.includes('.spec') || name.startsWith('contract')) continue
    const { code } = transformFileSync(join(SOURCE, name), {
      configFile: false,
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: { target: 'es2023', parser: { syntax: 'typescript' }, transform: { useDefineForClassFields: false } },
    })
    const target = join(folder, name.replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, code)
  }
  transpiled = folder
  return folder
}

/**
 * Runs a program (JavaScript that finds the adapter as `require('./sqlite/sqlite-event-log.js')`) in a process of its own.
 * @param wrapper a command to run it under, e.g. strace with its arguments
 */
export function runChild(program: string, args: readonly string[], wrapper: readonly string[] = []): Child {
  const file = join(transpiledAdapter(), `program-${process.pid}-${programs++}.js`)
  writeFileSync(file, program)
  const [command, ...rest] = [...wrapper, process.execPath, file, ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  return { process: child, lines: () => createInterface({ input: child.stdout }), errors: () => errors, ended }
}

let programs = 0
