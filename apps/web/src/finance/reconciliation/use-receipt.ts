import { type Answers, type Recorded, type SendOptions, send } from '../../api/ask'
import { useTriedSubmission } from '../../kit/send-form'
import { t } from '../../words/word'
import type { Line } from './candidates'
import type { Share } from './receipt-shares'

const ROUTE = 'POST /api/platforms/{id}/reconciliation/lines/{line}/receipt'

/** A receipt that counts: the contracts with the entry of each, and what it was of the line. */
export interface RecordedReceipt {
  readonly line: Line
  readonly shares: readonly Share[]
  readonly entries: readonly string[]
}

/**
 * Sends the receipt of a line, tried or to be recorded. Its trial is told as that of any entry: what it would bring, and why it
 * would wait for a second person. Rejects with `Refused`.
 */
export async function sendReceipt(platform: string, line: string, shares: readonly Share[], how: SendOptions) {
  const params = { id: platform, line }
  const answer = await send(ROUTE, params, { shares: [...shares] }, how)
  if (!how.trial) return answer
  const { waits, because } = answer as unknown as Answers[typeof ROUTE]
  return { ...answer, waits: waits ? { because } : undefined }
}

/** 登记到账 of one line: tried, asked about, recorded. */
export function useReceipt(platform: string, line: Line) {
  const { busy, problem, warned, submit, forget } = useTriedSubmission()
  return {
    busy,
    problem,
    warned,
    /** Whether there is something that must be read before it can be recorded. */
    asks: warned !== undefined || problem !== undefined,
    giveUp: () => {
      warned?.answer(false)
      forget()
    },
    record: async (shares: readonly Share[]): Promise<RecordedReceipt | undefined> => {
      const sending = (how: SendOptions): Promise<Recorded> => sendReceipt(platform, line.line, shares, how)
      const recorded = await submit({ line: line.line, shares }, sending, { what: t('bank.receiptRecord') })
      return recorded && { line, shares, entries: recorded.entries as readonly string[] }
    },
  }
}
