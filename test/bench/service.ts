import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Delay } from './measured-service'

/** The built standalone service in a process of its own. */
export interface Service {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to its first "ready". */
  readonly readyAfter: number
  /** Most memory the process has held so far, in bytes. */
  peakMemory(): number
  memory(): number
  /** Of the event loop, while something is done. */
  delayDuring(work: () => Promise<unknown>): Promise<Delay>
  stop(): Promise<void>
}

const MAIN = join(__dirname, 'measured-service.js')

/** `actor`: who is recorded; another start may be a second person. */
export async function startService(folder: string, actor = 'bench'): Promise<Service> {
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [...process.execArgv, MAIN, '--data', folder, '--port', '0', '--no-accounts', '--actor', actor],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  const url = await addressOf(child)
  const ready = await fetch(`${url}/health/ready`)
  if (!ready.ok) throw new Error(`not ready: ${await ready.text()}`)
  const readyAfter = performance.now() - started
  return {
    url,
    pid: child.pid as number,
    readyAfter,
    peakMemory: () => kilobytes(child, 'VmHWM') * 1024,
    memory: () => kilobytes(child, 'VmRSS') * 1024,
    async delayDuring(work) {
      child.send('begin')
      await work()
      child.send('end')
      return ((await once(child, 'message')) as [Delay])[0]
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let stated = ''
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${stated}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      stated += chunk.toString()
      // What it logs is a warning or a fault.
      for (const line of chunk.toString().split('\n')) if (line.startsWith('{')) process.stderr.write(`${line}\n`)
      const address = /http:\/\/[\d.]+:\d+/.exec(stated)
      if (address) resolve(address[0])
    })
  })
}

/** Of Linux's own account of the process. */
function kilobytes(child: ChildProcess, field: string): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1])
}
