import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Of another machine, or container, that may share the folder of temporary files nobody here knows who lives. */
const HERE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const NAME = /^pilot-ledger-[a-z]+-([0-9a-f]{8})-(\d{1,10})-/

/** A temporary folder of this process, its owner's only. Whoever makes it removes it; what a crash left, the next start does. */
export function scratchFolder(what: 'file' | 'import' | 'paper' | 'volume', within = tmpdir()): string {
  return mkdtempSync(join(within, `pilot-ledger-${what}-${HERE}-${process.pid}-`))
}

/** Removes the folders of processes that are no more; gives what it removed. */
export function sweepScratch(within = tmpdir()): readonly string[] {
  const dead = readdirSync(within).filter((it) => {
    const [, host, pid] = NAME.exec(it) ?? []
    return host === HERE && isDead(Number(pid), join(within, it))
  })
  for (const it of dead) rmSync(join(within, it), { recursive: true, force: true })
  return dead
}

function isDead(pid: number, folder: string): boolean {
  // In a container every start has the same number: what is older than this process is another's.
  if (pid === process.pid) return modified(folder) < Date.now() - process.uptime() * 1_000 - 1_000
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Another start may sweep at the same time: what is gone is nobody's. */
const modified = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY
