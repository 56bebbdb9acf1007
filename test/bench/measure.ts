/** Milliseconds of many single answers. */
export class Latencies {
  private readonly took: number[] = []

  add(milliseconds: number): void {
    this.took.push(milliseconds)
  }

  time<T>(work: () => T): T {
    const start = performance.now()
    const answer = work()
    this.add(performance.now() - start)
    return answer
  }

  percentiles(): { p50: number; p90: number; p99: number; max: number } {
    const sorted = [...this.took].sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
    return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted[sorted.length - 1] }
  }
}

/** One line of the table: what was measured, what it is held against, whether the aim is met. */
export interface Line {
  readonly what: string
  readonly measured: number
  readonly unit: string
  /** The limit measured in the same run, in the same unit. */
  readonly limit?: { readonly what: string; readonly value: number }
  readonly latency?: ReturnType<Latencies['percentiles']>
  readonly aim: string
  readonly met: boolean
  /** What must stay flat as the ledger grows. */
  readonly perEntry?: PerEntry
  /** Why nothing was measured: what cannot run is a line as well, and the others are measured all the same. */
  readonly notRun?: string
}

export function notRun(what: string, aim: string, error: unknown): Line {
  const { message } = error as Error
  process.stderr.write(`  ${what}: did not run: ${message}\n`)
  return { what, measured: 0, unit: '', aim, met: false, notRun: message }
}

export const GROWING = ['append', 'rebuild', 'figures of one platform'] as const
export interface PerEntry {
  readonly of: (typeof GROWING)[number]
  readonly entries: number
  readonly microseconds: number
}

/** What an entry costs beside what it cost in the run of a smaller ledger. */
export function growth(lines: readonly Line[], smaller: readonly Line[]): Line[] {
  return GROWING.flatMap((of) => {
    const [now, before] = [lines, smaller].map((run) => run.find((it) => it.perEntry?.of === of)?.perEntry)
    if (!now || !before) return []
    const times = now.microseconds / before.microseconds
    return {
      what: `cost per entry of ${of}, from ${figure(before.entries)} to ${figure(now.entries)} entries`,
      measured: now.microseconds,
      unit: 'µs',
      limit: { what: 'the smaller ledger', value: before.microseconds },
      aim: '≤ 1.3 of it',
      met: times <= 1.3,
    }
  })
}

export function table(lines: readonly Line[]): string {
  const rows = lines.map((it) => [
    it.what,
    it.notRun === undefined ? `${figure(it.measured)} ${it.unit}` : `did not run: ${inCell(it.notRun)}`,
    it.limit ? `${figure(it.limit.value)} (${it.limit.what}); ${(it.measured / it.limit.value).toFixed(2)} of it` : '–',
    it.latency ? `${ms(it.latency.p50)} / ${ms(it.latency.p90)} / ${ms(it.latency.p99)} / ${ms(it.latency.max)}` : '–',
    it.aim,
    it.met ? 'met' : 'MISSED',
  ])
  const head = ['what', 'measured', 'limit beside it', 'ms p50/p90/p99/max', 'aim', '']
  return [head, head.map(() => '---'), ...rows].map((it) => `| ${it.join(' | ')} |`).join('\n')
}

const figure = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 1 : 2)
/** A refusal may be long, and have lines and bars of its own. */
const inCell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 200)
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1)

export const perSecond = (count: number, milliseconds: number) => (count / milliseconds) * 1000
