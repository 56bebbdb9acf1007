import { ENGAGEMENT_EVENTS, type EngagementContent } from '@pilot-ledger/engagements'
import { closedPeriods, closingRules, dayOfMoney, type Period, periodRestated } from '@pilot-ledger/finance'
import { nextTurn, streamName, turnIsOver } from '@pilot-ledger/kernel'
import type { Recorder } from '@pilot-ledger/recording'
import { fieldOf } from './contents'
import type { ImportRow, ImportRows } from './import-rows'

/**
 * Rows about money that are dated in a closed month: recorded all the same, as a restatement that a second person approves, and
 * the clerk is told before it is done. Read from the log itself: who records has no figures.
 */
export class ClosedRows {
  private readonly dated: number[] = []

  private constructor(private readonly closed: readonly Period[]) {}

  static async of(recorder: Recorder, platform: string): Promise<ClosedRows> {
    const { history } = await recorder.load(streamName('closing', platform), closingRules)
    return new ClosedRows(closedPeriods(history.state))
  }

  /** While rows are read: which of them may have to be told. */
  look(n: number, contents: readonly EngagementContent[]): void {
    if (this.closed.length > 0 && contents.some((it) => this.restatedBy(it))) this.dated.push(n)
  }

  /** Once it is known what became of the rows: what is on the ledger already restates nothing, nor does what is refused. */
  async tell(imported: ImportRows): Promise<void> {
    for (const n of this.dated) {
      if (turnIsOver()) await nextTurn()
      const [row] = imported.rows(n - 1, 1)
      if (row.state !== 'new' && row.state !== 'recorded') continue
      const contents = row.outcome?.is === 'new' ? row.outcome.contents : row.contents
      for (const it of contents) {
        const period = this.restatedBy(it)
        if (period) imported.remark('notice', noticeOf(row, it, period))
      }
    }
  }

  private restatedBy(content: EngagementContent): Period | undefined {
    const day = dayOfMoney(content)
    return day === undefined ? undefined : periodRestated(this.closed, day)
  }
}

function noticeOf({ place, columns }: ImportRow, content: EngagementContent, { period, from }: Period) {
  const day = dayOfMoney(content) as string
  const field = fieldOf(content.type, `/${ENGAGEMENT_EVENTS.of(content.type).day}`) as string
  const column = columns[field]
  const before = day < from
  return {
    is: 'notice',
    place: { ...place, ...(column !== undefined && { column }) },
    field,
    found: day,
    code: 'period-closed',
    zh: `${period} 已结账${before ? '（含此前）' : ''}：此笔将列为追溯，须经他人复核`,
    en: `${period}${before ? ' and what is before it' : ''} is closed: this entry becomes a restatement, to be approved by a second person`,
    facts: { period },
  }
}
