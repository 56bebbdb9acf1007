import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const SETUP = 'apps/cli/setup'
const KERNEL = { version: '1.0.0', integrity: 'sha512-kernel' }

/** npm and nest as the scripts see them: they do the least their callers rely on and write down how they were called. */
const NPM = `
const { appendFileSync, mkdirSync, writeFileSync, readFileSync, cpSync } = require('node:fs')
appendFileSync('calls.log', 'npm ' + process.argv.slice(2).join(' ') + '\\n')
if (process.env.NPM_FAILS) { console.error('the registry does not answer'); process.exit(7) }
cpSync('.tools', 'node_modules', { recursive: true })
writeFileSync('node_modules/.package-lock.json', readFileSync('package-lock.json'))
`
const NEST = `
const { appendFileSync, cpSync, mkdirSync, writeFileSync } = require('node:fs')
appendFileSync('calls.log', 'nest ' + process.argv.slice(2).join(' ') + '\\n')
if (process.env.BUILD_FAILS) { console.log('error TS1005 in contract.ts'); process.exit(1) }
cpSync('.service.js', 'dist/apps/standalone/src/main.js')
mkdirSync('dist/libs/service/src', { recursive: true })
writeFileSync('dist/libs/service/src/written-lines.js', '')
`
/** The page's build, as its callers rely on it. */
const VITE = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
appendFileSync('calls.log', 'vite ' + process.argv.slice(2).join(' ') + '\\n')
mkdirSync('dist/apps/web', { recursive: true })
writeFileSync('dist/apps/web/index.html', '<!doctype html>')
`
/** The same of the verifier's. */
const VERIFIER = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync('calls.log', 'verifier build\\n')
mkdirSync('dist/verifier', { recursive: true })
writeFileSync('dist/verifier/verify-certificate.html', '<!doctype html>')
`
const JEST = `console.log('jest ' + process.argv.slice(2).join(' ')); process.exitCode = 4`
const SERVICE = `console.log('service ' + process.argv.slice(2).join(' '))`

/** A fresh clone with stand-ins for npm, nest, jest and the service; removed by `remove()`. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), 'pilot-ledger-setup-'))

  constructor(service = SERVICE) {
    cpSync(join(__dirname, '../..', SETUP), join(this.root, SETUP), { recursive: true })
    this.lock({ 'node_modules/kernel': KERNEL })
    this.write('libs/kernel/src/money.ts', 'export const fen = 1n')
    this.write('.npm.cjs', NPM)
    this.write('.tools/@nestjs/cli/bin/nest.js', NEST)
    this.write('.tools/vite/bin/vite.js', VITE)
    this.write('apps/verifier/build.mjs', VERIFIER)
    this.write('.tools/jest/bin/jest.js', JEST)
    this.write('.service.js', service)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  lock(packages: object): void {
    this.write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }))
  }

  /** A package that only another platform needs: npm leaves it out here. */
  lockWithForeignBinary(): void {
    this.lock({ 'node_modules/kernel': KERNEL, 'node_modules/kernel-win32': { ...KERNEL, optional: true } })
  }

  remove(): void {
    rmSync(this.root, { recursive: true })
  }

  /** What npm and nest were asked since the last look. */
  calls(): string[] {
    const lines = this.read('calls.log').split('\n').filter(Boolean)
    this.write('calls.log', '')
    return lines
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), { encoding: 'utf8', flag: 'a+' })
  }

  /** A running script, its output so far, and its exit code. */
  launch(script: 'start' | 'test', args: string[] = [], { env = {}, preload = '', through = '' } = {}) {
    const options = preload ? ['--require', join(this.root, preload)] : []
    const command = [process.execPath, ...options, join(this.root, SETUP, `${script}.mjs`), ...args]
    // The colon keeps the shell from replacing itself with the command, as npm's shell does not either.
    const [program, ...rest] = through === 'shell' ? ['sh', '-c', `${command.join(' ')}; :`] : command
    const child = spawn(program, rest, {
      cwd: tmpdir(),
      env: { ...process.env, npm_execpath: join(this.root, '.npm.cjs'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = { out: '', err: '' }
    child.stdout.on('data', (it) => (output.out += it))
    child.stderr.on('data', (it) => (output.err += it))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { child, output, ended }
  }

  async run(script: 'start' | 'test', args: string[] = [], options: { env?: object; preload?: string } = {}) {
    const { output, ended } = this.launch(script, args, options)
    return { code: await ended, ...output }
  }
}
