import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalFormat } from '@pilot-ledger/intake/journals'

/** What an account holds as the tool prints it, by account and commodity: fen or pieces. */
export type Balances = ReadonlyMap<string, bigint>

interface Tool {
  readonly format: JournalFormat
  /** Accepts the journal or not; what it says. */
  readonly check: readonly string[]
  readonly balances: readonly string[]
}
const TOOLS: readonly Tool[] = [
  {
    format: 'hledger',
    check: ['hledger', '-f', 'FILE', 'check', '-s'],
    balances: ['hledger', '-f', 'FILE', 'balance', '--flat', '-N', '-E', '-O', 'csv'],
  },
  {
    format: 'ledger',
    check: ['ledger', '--strict', '--pedantic', '-f', 'FILE', 'balance'],
    balances: ['ledger', '-f', 'FILE', 'balance', '--flat', '--no-total', '--format', '"%(account)","%(amount)"\\n'],
  },
  {
    format: 'beancount',
    check: ['bean-check', 'FILE'],
    balances: ['bean-query', '-q', '-f', 'csv', 'FILE', 'select account, sum(position) as held group by account'],
  },
]

export const tools = TOOLS.map((it) => {
  const missing = [it.check[0], it.balances[0]].filter((name) => spawnSync(name, ['--version']).status !== 0)
  return {
    ...it,
    missing,
    named: missing.length > 0 ? `${it.format} (skipped: no ${missing.join(', ')} here)` : it.format,
  }
})
export type InstalledTool = (typeof tools)[number]

/** The journal in a file of its own, gone afterwards. */
export function inFile<T>(text: string, work: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  try {
    writeFileSync(join(folder, 'journal'), text)
    return work(join(folder, 'journal'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(command: readonly string[], file: string) {
  const [program, ...args] = command.map((it) => (it === 'FILE' ? file : it))
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  return { status, stdout, output: `${stderr}${stdout}` }
}

/** What the tool says against the journal; empty when it accepts it with all control totals. */
export function faultsIn(tool: InstalledTool, text: string): string {
  return inFile(text, (file) => {
    const { status, output } = run(tool.check, file)
    return status === 0 ? '' : output || `status ${status}`
  })
}

/** Every account's own balance, as the tool adds it up. */
export function balancesIn(tool: InstalledTool, text: string): Balances {
  return inFile(text, (file) => {
    const { status, stdout, output } = run(tool.balances, file)
    if (status !== 0) throw new Error(output)
    const held = new Map<string, bigint>()
    for (const [, account, amounts] of stdout.matchAll(/^"?([A-Z][\w:-]+) *"?,"?([^"\n]*?)"?\s*$/gm)) {
      for (const [, before, number, after] of amounts.matchAll(/([A-Z]+)?\s*(-?\d+(?:\.\d+)?)\s*([A-Z]+)?/g)) {
        const unit = before ?? after ?? ''
        const key = `${account} ${unit}`
        held.set(key, (held.get(key) ?? 0n) + BigInt(number.replace('.', '')))
      }
    }
    return held
  })
}

/** What stands under a tree of accounts in one commodity, over all accounts below it. */
export function under(held: Balances, tree: string, unit: string): bigint {
  let sum = 0n
  for (const [key, amount] of held) if (key.startsWith(tree) && key.endsWith(` ${unit}`)) sum += amount
  return sum
}

/** Places of the text where an amount stands: on a posting, an assertion or a balance; in words of ours none does. */
export function amountsIn(text: string): { at: number; amount: string }[] {
  return [...text.matchAll(/(?<=CNY |[A-Z0-9-] {2})-?\d+\.\d{2}(?![\d.])/g)]
    .filter(({ index }) => !/^(commodity|;)/.test(text.slice(text.lastIndexOf('\n', index) + 1)))
    .map((it) => ({ at: it.index, amount: it[0] }))
}

/** The text with one fen more at each of the places. */
export function oneFenMore(
  text: string,
  places: readonly { at: number; amount: string }[],
  by: readonly bigint[],
): string {
  let changed = text
  for (const [i, { at, amount }] of [...places.entries()].reverse()) {
    const fen = BigInt(amount.replace('.', '')) + by[i]
    const digits = String(fen < 0n ? -fen : fen).padStart(3, '0')
    const written = `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
    changed = changed.slice(0, at) + written + changed.slice(at + amount.length)
  }
  return changed
}
