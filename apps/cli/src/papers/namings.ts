import { ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import type { EventLog, RecordedEvent } from '@pilot-ledger/event-log'
import { hashesIn, type PaperFault } from '@pilot-ledger/evidence/keeping'

/** Of a paper on many contracts the first say what it is. */
const MOST = 5

/** What is wrong with papers, each with the entries that name it: these are looked for in the log, once for all of them. */
export async function saidOfPapers(log: EventLog, faults: readonly PaperFault[]): Promise<readonly string[]> {
  if (faults.length === 0) return []
  const namings = await namingsOf(log, new Set(faults.map((it) => it.sha256)))
  const told = new Map(faults.map((it) => [it.sha256, it]))
  return [...told.values()].map((it) => {
    const { names, entries, more } = namings.get(it.sha256) ?? { names: new Set(), entries: [], more: 0 }
    const others = more > 0 ? [`另有 ${more} 条 more`] : []
    return ['佐证材料 evidence', [...names].join('、'), it.sha256, wordsOf(it), ...entries, ...others]
      .filter(Boolean)
      .join(' · ')
  })
}

function wordsOf({ what, size, found }: PaperFault): string {
  switch (what) {
    case 'missing':
      return '缺失 missing'
    case 'of-other-length':
      return `长度不符：${found} 字节，应为 ${size} · ${found} bytes, expected ${size}`
    case 'altered':
      return `内容已变 altered: SHA-256 ${found}`
    case 'unreadable':
      return `不可读 unreadable: ${found}`
  }
}

interface Naming {
  readonly names: Set<string>
  readonly entries: string[]
  more: number
}

async function namingsOf(log: EventLog, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, Naming>> {
  const namings = new Map<string, Naming>()
  let entry = 0
  for await (const page of log.readAll()) {
    for (const event of page) {
      entry++
      for (const sha256 of hashesIn(event)) {
        if (!wanted.has(sha256)) continue
        const known = namings.get(sha256) ?? { names: new Set(), entries: [], more: 0 }
        namings.set(sha256, known)
        const { fileName } = event.data as { fileName?: unknown }
        if (typeof fileName === 'string' && known.names.size < MOST) known.names.add(fileName)
        if (known.entries.length === MOST) known.more++
        else known.entries.push(`第 ${entry} 条 entry ${entry} ${event.type}${await subjectOf(log, event)}`)
      }
    }
  }
  return namings
}

/** Of an entry of a contract its number, of a platform's own the platform. */
async function subjectOf(log: EventLog, { stream, data }: RecordedEvent): Promise<string> {
  const { platform } = data as { platform?: unknown }
  if (stream.startsWith(ENGAGEMENT_STREAM_PREFIX)) {
    const [signed] = (await log.readStream(stream, { limit: 1 })).events
    return ` 合同 contract ${(signed?.data as { contractNo?: string } | undefined)?.contractNo ?? stream}`
  }
  return typeof platform === 'string' ? ` 平台 platform ${platform}` : ''
}
