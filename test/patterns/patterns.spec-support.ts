import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { parseSync } from '@swc/core'

export interface Pattern {
  readonly source: string
  readonly flags: string
  readonly place: string
}

const ROOT = resolve(__dirname, '../..')

/** Every pattern that stands in the code as one, with its file. */
export function patternsIn(folders: readonly string[]): Pattern[] {
  return folders.flatMap((folder) =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
      .filter((it) => it.endsWith('.ts') && !/\.spec(-support)?\.ts$/.test(it))
      .flatMap((it) => patternsOf(join(ROOT, folder, it))),
  )
}

function patternsOf(path: string): Pattern[] {
  const found: Pattern[] = []
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string }
    if (type === 'RegExpLiteral')
      found.push({ source: pattern as string, flags: flags ?? '', place: relative(ROOT, path) })
    for (const it of Object.values(node)) look(it)
  }
  look(parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript', decorators: true, target: 'es2023' }))
  return found
}

/** Those put together when modules are loaded: what is made of `new RegExp` while it runs. */
export function patternsMade(load: () => unknown, place: string): Pattern[] {
  const found: Pattern[] = []
  const original = globalThis.RegExp
  globalThis.RegExp = new Proxy(original, {
    construct(target, given, newTarget) {
      const made = Reflect.construct(target, given, newTarget) as RegExp
      found.push({ source: made.source, flags: made.flags, place })
      return made
    },
  })
  try {
    load()
  } finally {
    globalThis.RegExp = original
  }
  return found
}

/**
 * The patterns that take more than their share of time for some text, each with the text. `patience`: milliseconds of the processor
 * for one pattern.
 */
export async function slowOnes(patterns: readonly Pattern[], patience = 10_000): Promise<string[]> {
  const slow: string[] = []
  let rest = [...new Map(patterns.map((it) => [`${it.source}/${it.flags}`, it])).values()]
  while (rest.length > 0) {
    const stuck = await adversary(rest, slow, patience)
    if (stuck === undefined) return slow
    // It would never have ended: told, and the others are looked at after it.
    slow.push(`${stuck.place} /${stuck.source}/ never ends`)
    rest = rest.slice(rest.findIndex((it) => it.source === stuck.source && it.place === stuck.place) + 1)
  }
  return slow
}

function adversary(
  patterns: readonly Pattern[],
  slow: string[],
  patience: number,
): Promise<Pick<Pattern, 'source' | 'place'> | undefined> {
  const worker = new Worker(join(__dirname, 'adversary.cjs'), { workerData: { patterns }, execArgv: [] })
  return new Promise((resolve, reject) => {
    let at: { place: string; source: string } | undefined
    let since = process.cpuUsage()
    // Nothing else runs in this process meanwhile: a machine that has no time for it makes nothing slow.
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(since)
      if (at !== undefined && (user + system) / 1000 > patience) void worker.terminate()
    }, 100)
    worker.on('error', reject)
    worker.on('exit', () => {
      clearInterval(watch)
      resolve(at)
    })
    worker.on('message', (stated: { begins?: string; source?: string; slow?: string; done?: true }) => {
      if (stated.begins !== undefined) {
        at = { place: stated.begins, source: stated.source as string }
        since = process.cpuUsage()
      } else if (stated.slow !== undefined) slow.push(stated.slow)
      else at = undefined
    })
  })
}
