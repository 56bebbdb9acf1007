const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** An instant as it was on the wall in Shanghai: `2025-09-15 16:30`. */
export function momentText(instant: string): string {
  return SHANGHAI.format(new Date(instant))
}

export interface Cut {
  readonly sequence: number
  readonly recordedAt?: string | null
}

/** A cut of the ledger, as sentences name it: its last entry, and when that was recorded. */
export const cutFacts = ({ sequence, recordedAt }: Cut) => ({ sequence, at: recordedAt ? momentText(recordedAt) : '—' })

/** The calendar day in Shanghai now, `YYYY-MM-DD`. */
export function today(): string {
  return momentText(new Date().toISOString()).slice(0, 10)
}

/** The calendar day so many after another, or before it, both `YYYY-MM-DD`. */
export const dayLater = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
