const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** An instant as it was on the wall in Shanghai: `2025-09-15 16:30`. */
export function momentText(instant: string): string {
  return SHANGHAI.format(new Date(instant))
}

/** The calendar day in Shanghai now, `YYYY-MM-DD`. */
export function today(): string {
  return momentText(new Date().toISOString()).slice(0, 10)
}
