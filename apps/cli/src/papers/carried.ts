import type { EventLog } from '@pilot-ledger/event-log'
import { carry, namedIn } from '@pilot-ledger/evidence/keeping'
import type { Progress } from '../progress'
import { saidOfPapers } from './namings'
import { openToRead, openToWrite, type Place } from './places'

export interface CarriedPapers {
  /** Nothing where the log names no paper. */
  readonly lines: readonly string[]
  /** Every file that the log names is in the target. */
  readonly whole: boolean
}

/**
 * Carries every file that a log names from one place to another, checked by its hash, and says so; those that are there already are
 * not copied again.
 * @param log in current shapes @param from undefined where nobody said where they are
 */
export async function carryPapers(
  log: EventLog,
  from: Place | undefined,
  to: Place | undefined,
  progress: Progress,
): Promise<CarriedPapers> {
  if (from === undefined || to === undefined) return leftOut(log)
  const step = progress('复制佐证材料 Copying papers')
  const source = await openToRead(from)
  try {
    const { named, copied, bytes, faults } = await carry(
      namedIn(log),
      source,
      () => openToWrite(to),
      (count) => step(count, count),
    )
    if (named === 0) return { lines: [], whole: true }
    const counted = `佐证材料 ${named} 份，本次复制 ${copied} 个文件 ${bytes} 字节 · ${named} papers, ${copied} files of ${bytes} bytes copied now: ${to}`
    const wrong = await saidOfPapers(log, faults)
    const lines =
      wrong.length === 0 ? [counted] : [...wrong, counted, `${wrong.length} 个文件未复制 · files not copied`]
    return { lines, whole: wrong.length === 0 }
  } finally {
    await source.close()
  }
}

async function leftOut(log: EventLog): Promise<CarriedPapers> {
  let papers = 0
  for await (const _ of namedIn(log)) papers++
  if (papers === 0) return { lines: [], whole: true }
  const said = `佐证材料 ${papers} 份未复制，请指明其所在 · ${papers} papers were not copied, say where they are: --from-evidence, --to-evidence`
  return { lines: [said], whole: false }
}
