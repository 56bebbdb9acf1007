import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The built standalone service in a process of its own. */
export interface Service {
  readonly url: string
  /** Milliseconds from the start of the process to its first "ready". */
  readonly readyAfter: number
  /** Most memory the process has held so far, in bytes. */
  peakMemory(): number
  memory(): number
  stop(): Promise<void>
}

const MAIN = join(__dirname, '../../apps/standalone/src/main.js')

export async function startService(folder: string): Promise<Service> {
  const started = performance.now()
  const child = spawn(process.execPath, [MAIN, '--data', folder, '--port', '0', '--no-accounts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const url = await addressOf(child)
  const ready = await fetch(`${url}/health/ready`)
  if (!ready.ok) throw new Error(`not ready: ${await ready.text()}`)
  const readyAfter = performance.now() - started
  return {
    url,
    readyAfter,
    peakMemory: () => kilobytes(child, 'VmHWM') * 1024,
    memory: () => kilobytes(child, 'VmRSS') * 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${said}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /http:\/\/[\d.]+:\d+/.exec(said)
      if (address) resolve(address[0])
    })
  })
}

/** Of Linux's own account of the process. */
function kilobytes(child: ChildProcess, field: string): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1])
}
