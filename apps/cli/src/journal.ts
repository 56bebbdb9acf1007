import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type EventLog, openSqliteEventLog, PRIVATE_FILE } from '@pilot-ledger/event-log'
import { Projector, sourceOf, Tables } from '@pilot-ledger/figures'
import { resolveCut } from '@pilot-ledger/figures/reporting'
import {
  JOURNAL_FORMATS,
  type JournalFormat,
  journalFileName,
  journalText,
  platformJournal,
} from '@pilot-ledger/intake/journals'
import { isRefusal } from '@pilot-ledger/kernel'
import { ledgerLog } from '@pilot-ledger/service'
import { Mistake } from './mistake'
import type { Progress } from './progress'

export interface JournalOptions {
  readonly platform: string
  readonly format: string
  /** A sequence, an instant with its zone or a day; absent: the whole log. */
  readonly asOf?: string
  /** The file to write; absent: standard output. */
  readonly to?: string
}

/**
 * Writes a platform's journal beside a running service, from the log alone: the figures it is held against are worked out
 * anew, so that neither side leans on a stored read model. Returns what to say about it; nothing where it went to standard
 * output, which then is the journal and no more. Throws `Mistake` for a format, a platform or a cut that there is not.
 */
export async function writeJournal(folder: string, options: JournalOptions, progress: Progress): Promise<string> {
  const format = formatNamed(options.format)
  const stored = await openSqliteEventLog({ folder, readOnly: true })
  try {
    const log = ledgerLog(stored)
    const tables = await tablesOf(log, progress)
    const platform = tables.platformIds.find(options.platform)
    if (platform === undefined || !tables.registeredBy(platform, tables.sequence))
      throw new Mistake(`没有此平台 / there is no such platform: ${options.platform}`)
    const cut = resolveCut(tables, options.asOf, Date.now())
    if (isRefusal(cut)) throw new Mistake(`${cut.zh} / ${cut.en}: ${options.asOf}`)
    const journal = await platformJournal(log, tables, platform, cut)
    const text = Readable.from(journalText(journal, format))
    if (options.to === undefined) {
      await pipeline(text, process.stdout, { end: false })
      return ''
    }
    const file = resolve(options.to)
    await pipeline(text, createWriteStream(file, { mode: PRIVATE_FILE }))
    return `${file}（${journalFileName(journal, format)}，${journal.transactions.length} 笔，截止序号 as of sequence ${cut}）`
  } finally {
    await stored.close()
  }
}

function formatNamed(name: string): JournalFormat {
  const format = JOURNAL_FORMATS.find((it) => it === name)
  if (format === undefined) throw new Mistake(`--format: ${JOURNAL_FORMATS.join(' | ')}`)
  return format
}

async function tablesOf(log: EventLog, progress: Progress): Promise<Tables> {
  const tables = new Tables()
  const projector = new Projector(tables, sourceOf(log))
  const step = progress('计算统计 Working out figures')
  const total = Number((await log.head()) ?? 0)
  for await (const page of log.readAll()) {
    for (const event of page) await projector.apply(event)
    step(tables.sequence, total)
  }
  return tables
}
