import { type Checked, emptyHistory, extend, isRefusal, type Refusal } from '@pilot-ledger/kernel'
import { decideChange, decideEntry, type ProgrammeChange, type ProgrammeHistory } from './decide'
import type { EntryData, ProgrammeContent, ProgrammeEvent } from './entry'
import { programmeRules } from './rules'

export const UNIT = { id: { scheme: 'uscc' as const, value: '913502000728319549' }, name: '示例光电科技有限公司' }
export const OTHER = { id: { scheme: 'uscc' as const, value: '91440101MA5CJQ4N59' }, name: '示例材料有限公司' }
export const TODAY = '2025-09-15'

/** A programme told entry by entry; each is decided by the rules, on the day it is recorded. */
export class Reported {
  history = emptyHistory(programmeRules) as ProgrammeHistory
  private entries = 0

  constructor(private today = TODAY) {
    this.record('ProgrammeOpened', { name: '示例市中试平台建设', openedOn: '2024-09-02' } as EntryData)
  }

  on(day: string): this {
    this.today = day
    return this
  }

  /** The refusal, or undefined where it was recorded. */
  record(type: string, data: EntryData): Refusal | undefined {
    return this.take(decideEntry(this.history, { type, data } as ProgrammeContent, this.today))
  }

  /** What must be accepted. */
  given(type: string, data: EntryData): this {
    const refusal = this.record(type, data)
    if (refusal) throw new Error(`${type}: ${refusal.code} ${refusal.pointer}`)
    return this
  }

  change(change: ProgrammeChange): Refusal | undefined {
    return this.take(decideChange(this.history, change, this.today))
  }

  /** The id of the newest entry. */
  get last(): string {
    return `e${this.entries}`
  }

  private take(decided: Checked<readonly ProgrammeEvent[]>): Refusal | undefined {
    if (isRefusal(decided)) return decided
    for (const event of decided) {
      const revision = this.entries++
      const recordedAt = Date.parse(`${this.today}T10:00:00+08:00`)
      const entry = { id: `e${this.entries}`, revision, recordedAt, actor: '王工', event }
      this.history = extend(programmeRules, this.history, entry) as ProgrammeHistory
    }
    return undefined
  }
}

/** A call of June to August 2025 with one application, received and reviewed. */
export function applied(): Reported {
  return new Reported()
    .given('CallOpened', { key: '2025', title: '2025 年申报', on: '2025-06-10' })
    .given('ApplicationReceived', APPLICATION)
}
export const APPLICATION: EntryData = {
  key: 'A-01',
  title: '示例中试平台',
  call: '2025',
  party: UNIT,
  town: '小榄镇',
  on: '2025-07-15',
}
