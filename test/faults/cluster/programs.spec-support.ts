import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { transformFileSync } from '@swc/core'

const ROOT = resolve(__dirname, '../../..')
let transpiled: string | undefined

/** All rooms and apps as plain JavaScript in a temporary folder: processes that can be killed need no build. */
export function transpiledHouse(): string {
  if (transpiled) return transpiled
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-house-'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const part of ['libs', 'apps/recorder', 'apps/reporter', 'apps/standalone', 'apps/witness']) {
    for (const name of readdirSync(join(ROOT, part), { recursive: true }) as string[]) {
      if (!name.endsWith('.ts') || name.includes('.spec') || name.includes('node_modules')) continue
      const target = join(folder, part, name.replace(/\.ts$/, '.js'))
      const { code } = transformFileSync(join(ROOT, part, name), {
        configFile: false,
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
      })
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, withoutAliases(code, target, folder))
    }
  }
  transpiled = folder
  return folder
}

function withoutAliases(code: string, file: string, folder: string): string {
  return code.replace(/"@pilot-ledger\/([a-z-]+)(\/[a-z-]+)?"/g, (_all, room: string, part = '') => {
    const path = relative(dirname(file), join(folder, 'libs', room, `src${part}`, 'index.js'))
    return JSON.stringify(path.startsWith('.') ? path : `./${path}`)
  })
}

/** A service in a process of its own, on a port that stays its own over kills and restarts. */
export class Service {
  private child: ChildProcess | undefined
  private port = 0
  private said = ''

  constructor(
    private readonly app: 'recorder' | 'reporter',
    private readonly env: Record<string, string>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const file = join(transpiledHouse(), 'apps', this.app, 'src/main.js')
    const child = spawn(process.execPath, [file, '--no-accounts'], {
      env: { ...process.env, ...this.env, HOST: '127.0.0.1', PORT: String(this.port), LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    child.stderr.on('data', (chunk) => {
      this.said += chunk
    })
    await new Promise<void>((listening, failed) => {
      child.once('exit', (code) => failed(new Error(`${this.app} ended with ${code}: ${this.said}`)))
      child.stdout.on('data', (chunk: Buffer) => {
        const port = /"port":(\d+)/.exec(chunk.toString())
        if (!port) return
        this.port = Number(port[1])
        listening()
      })
    })
  }

  /** Bytes of memory it holds, by Linux's account. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
  }

  /** No chance to finish anything. */
  async kill(): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  /** How it ends when it is asked to. */
  async stop(): Promise<number | null> {
    const { child } = this
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    return gone
  }
}
