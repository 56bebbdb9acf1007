import type { RecordedEvent } from '@pilot-ledger/event-log'
import { PLATFORM_FIGURES, payments } from '../../apps/verifier/src/ledger/figures'
import { type Contract, type Ledger, readLedger } from '../../apps/verifier/src/ledger/ledger'
import type { Entry } from '../../apps/verifier/src/ledger/live'
import { Platform } from '../../apps/verifier/src/ledger/platform'
import { answerOf } from '../../apps/verifier/src/ledger/totals'
import { yuan } from '../../apps/verifier/src/ledger/value'

/**
 * The independent model of every figure is the verifier's (apps/verifier/src/ledger): plain loops over plain entries, nothing
 * shared with the projections. Here stands what only tests ask of it: ageing, months, which situations a history contains.
 */
type Figures = Record<string, string | { parts: Record<string, string> }>

/** The entries up to the cut as the verifier reads them. */
export const entriesOf = (log: readonly RecordedEvent[], cut: number): readonly Entry[] =>
  log.slice(0, cut).map(({ stream, revision, id, type, version, data, recordedAt }, index) => ({
    index,
    stream,
    revision,
    id,
    type,
    version,
    data: data as Entry['data'],
    recordedAt,
  }))

export const SITUATIONS = [
  'a client became a branch inside the window',
  'a client related through its head office or a branch',
  'a framework without the count has money of its own',
  'a framework became another kind beside its call-offs',
  'one certificate spelled in several ways',
  'joint centres of a branch and its head office',
  'a month cut by the window',
] as const

export class NaivePlatform extends Platform {
  constructor(
    private readonly ledger: Ledger,
    id: string,
    readonly from: string,
    readonly to: string,
  ) {
    super(ledger, id, { from, to })
  }

  figures(): Figures {
    const values = Object.entries(PLATFORM_FIGURES).map(([code, figure]) => {
      const { value } = answerOf(figure, this.ledger, this.id, this.window)
      return [code, typeof value === 'string' ? value : { parts: { ...value } }]
    })
    return Object.fromEntries(values)
  }

  /** Which of the situations that the definitions decide this question is about. */
  situations(): (typeof SITUATIONS)[number][] {
    const signed = this.signedIn()
    const on = (it: Contract, day: string) => this.legal(it.signed.client.key, day)
    const received = (it: Contract) =>
      this.said('PaymentReceived', [it]).some(({ data }) => this.inWindow(data.receivedOn))
    const gone = this.contracts.filter((it) => !this.counted.includes(it))
    const parents = new Set(this.contracts.map((it) => it.signed.parent))
    const numbers = this.said('DrugApprovalObtained').map((it) => it.data.certificateNo)
    const centres = this.members('centre').filter((it) => this.inWindow(it.from))
    const partners = (who: (party: string) => string) => new Set(centres.map((it) => who(it.party?.key ?? ''))).size
    const occurs: Record<(typeof SITUATIONS)[number], boolean> = {
      'a client became a branch inside the window': signed.some((it) => on(it, it.signed.signedOn) !== on(it, this.to)),
      'a client related through its head office or a branch': signed.some(
        (it) =>
          this.related(it) &&
          ![...this.inForce('affiliation', it.signed.signedOn), ...this.inForce('centre', it.signed.signedOn)].some(
            (m) => m.party?.key === it.signed.client.key,
          ),
      ),
      'a framework without the count has money of its own': gone.some(received),
      'a framework became another kind beside its call-offs': this.counted.some(
        (it) => it.signed.kind !== 'framework' && parents.has(it.signed.contractNo),
      ),
      'one certificate spelled in several ways':
        new Set(numbers).size >
        new Set(numbers.map((it) => it.normalize('NFKC').replaceAll(' ', '').toLowerCase())).size,
      'joint centres of a branch and its head office':
        partners((party) => this.legal(party, this.to)) < partners((party) => party),
      'a month cut by the window': this.onlyToTheMonth('centre') + this.onlyToTheMonth('line') > 0,
    }
    return SITUATIONS.filter((it) => occurs[it])
  }

  /** Outstanding by age of its invoice on the window's last day: money pays the oldest first. */
  ageing(): Record<string, string> {
    const sums: Record<string, bigint> = {
      '0-30': 0n,
      '31-90': 0n,
      '91-180': 0n,
      '181-365': 0n,
      '365+': 0n,
      advance: 0n,
    }
    const days = (day: string) => (Date.parse(this.to) - Date.parse(day)) / 86_400_000
    for (const contract of this.contracts) {
      const paidUp = payments(this, [contract]).filter(({ day }) => this.upToEnd(day))
      let money = paidUp.reduce((sum, { fen }) => sum + fen, 0n)
      const invoices = this.said('InvoiceIssued', [contract]).filter(({ data }) => this.upToEnd(data.issuedOn))
      for (const { data } of invoices.toSorted((a, b) =>
        a.data.issuedOn < b.data.issuedOn ? -1 : a.data.issuedOn > b.data.issuedOn ? 1 : a.index - b.index,
      )) {
        let left = data.share
        for (const it of this.said('InvoiceReversed', [contract])) {
          if (this.upToEnd(it.data.on) && JSON.stringify(it.data.invoice) === JSON.stringify(data.invoice))
            left -= it.data.amount
        }
        const paid = money < left ? money : left
        money -= paid
        const age = days(data.issuedOn)
        const bucket =
          age <= 30 ? '0-30' : age <= 90 ? '31-90' : age <= 180 ? '91-180' : age <= 365 ? '181-365' : '365+'
        sums[bucket] += left - paid
      }
      sums.advance -= money
    }
    return Object.fromEntries(Object.entries(sums).map(([bucket, sum]) => [bucket, yuan(sum)]))
  }

  /** contractAmount or clients by month of signing. */
  byMonth(code: 'contractAmount' | 'projects' | 'receivedAmount'): Record<string, bigint> {
    const sums: Record<string, bigint> = {}
    const add = (day: string, amount: bigint) => {
      sums[day.slice(0, 7)] = (sums[day.slice(0, 7)] ?? 0n) + amount
    }
    if (code === 'receivedAmount') {
      for (const { day, fen } of payments(this)) if (this.inWindow(day)) add(day, fen)
    } else {
      for (const it of this.signedIn()) add(it.signed.signedOn, code === 'projects' ? 1n : this.current(it))
    }
    return sums
  }

  private current = (it: Contract) =>
    this.said('ContractAmended', [it]).reduce((sum, { data }) => sum + data.delta, it.signed.amount)
}

export function naivePlatform(
  log: readonly RecordedEvent[],
  platform: string,
  from: string,
  to: string,
  cut: number,
): NaivePlatform {
  return new NaivePlatform(readLedger(entriesOf(log, cut)), platform, from, to)
}
