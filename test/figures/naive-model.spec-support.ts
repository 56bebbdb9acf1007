import type { RecordedEvent } from '@pilot-ledger/event-log'

/**
 * Every figure once more, by plain loops over plain entries: no tables, no intervals, nothing shared with the projections.
 * Slow and obvious on purpose; where it and the ledger differ, one of them is wrong.
 */
// biome-ignore lint/suspicious/noExplicitAny: the model reads entries as they stand, without the types the ledger uses.
type Loose = any
type Content = { type: string; data: Loose }
interface Live extends Content {
  seq: number
}
interface Contract {
  signed: Loose
  live: Live[]
  no: string
}

const key = (id: Loose) => (id.scheme === 'foreign' ? `foreign:${id.country}:${id.value}` : `${id.scheme}:${id.value}`)
const name = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
const fen = (amount: string) => BigInt(amount.replace('.', ''))
const first = (date: string) => (date.length === 7 ? `${date}-01` : date)
const yuan = (sum: bigint) => {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(3, '0')
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The entries of each stream that count at the cut, corrections in place of what they correct. */
export function liveStreams(log: readonly RecordedEvent[], cut: number): Map<string, Live[]> {
  const streams = new Map<string, { id: string; entry: Live }[]>()
  for (const [i, event] of log.slice(0, cut).entries()) {
    const seq = i + 1
    const data = event.data as Loose
    const list = streams.get(event.stream) ?? []
    streams.set(event.stream, list)
    if (event.type === 'EntryCorrected') {
      const at = list.findIndex((it) => it.id === data.corrects)
      list[at] = { id: event.id, entry: { ...data.content, seq } }
    } else if (event.type === 'EntryVoided') {
      list.splice(
        list.findIndex((it) => it.id === data.voids),
        1,
      )
    } else list.push({ id: event.id, entry: { type: event.type, data, seq } })
  }
  return new Map([...streams].map(([stream, list]) => [stream, list.map((it) => it.entry)]))
}

const MEMBERS: Record<string, [string, string]> = {
  line: ['ProductionLineCommissioned', 'ProductionLineRetired'],
  centre: ['JointCentreEstablished', 'JointCentreDissolved'],
  equipment: ['EquipmentShared', 'EquipmentWithdrawn'],
  library: ['LibraryProjectAdded', 'LibraryProjectRemoved'],
  affiliation: ['AffiliationDeclared', 'AffiliationEnded'],
  branch: ['BranchDeclared', 'BranchEnded'],
}

export const SITUATIONS = [
  'a client became a branch inside the window',
  'a client related through its head office or a branch',
  'a framework without the count has money of its own',
  'a framework became another kind beside its call-offs',
  'one certificate spelled in several ways',
  'joint centres of a branch and its head office',
  'a month cut by the window',
] as const

export class NaivePlatform {
  readonly contracts: Contract[] = []
  readonly counted: Contract[]
  private readonly register: Live[]

  constructor(
    streams: Map<string, Live[]>,
    id: string,
    readonly from: string,
    readonly to: string,
  ) {
    this.register = streams.get(`platform-${id}`) ?? []
    for (const [stream, live] of streams) {
      const signed = live.find((it) => it.type === 'ContractSigned')?.data
      if (stream.startsWith('engagement-') && signed?.platform === id)
        this.contracts.push({ signed, live, no: signed.contractNo })
    }
    const calledOff = new Set(this.contracts.filter((it) => it.signed.kind === 'callOff').map((it) => it.signed.parent))
    this.counted = this.contracts.filter((it) => it.signed.kind !== 'framework' || !calledOff.has(it.no))
  }

  inWindow = (day: string) => this.from <= day && day <= this.to

  members(kind: string): { data: Loose; from: string; end: string; seq: number }[] {
    const [start, end] = MEMBERS[kind]
    const list: { data: Loose; from: string; end: string; seq: number }[] = []
    for (const it of this.register) {
      if (it.type === start) list.push({ data: it.data, from: first(it.data.from), end: '9999', seq: it.seq })
      if (it.type === end) {
        const open = list.filter((m) => m.data.key === it.data.key && m.end === '9999').at(-1)
        if (open) open.end = it.data.on
      }
    }
    return list
  }

  inForce = (kind: string, day: string) => this.members(kind).filter((it) => it.from <= day && day < it.end)

  legal(client: string, day: string): string {
    const seen = new Set<string>()
    let person = client
    while (!seen.has(person)) {
      seen.add(person)
      // Of several declarations the one that began last; of one day the one that stands longest in the log.
      const [branch] = this.inForce('branch', day)
        .filter((it) => key(it.data.party.id) === person)
        .sort((a, b) => (a.from === b.from ? a.seq - b.seq : a.from < b.from ? 1 : -1))
      if (!branch) return person
      person = key(branch.data.headOffice.id)
    }
    return client
  }

  /** By the head office of the window's last day, whatever the contract's own. */
  person = (it: Contract) => this.legal(key(it.signed.client.id), this.to)

  related(it: Contract): boolean {
    const day = it.signed.signedOn
    const hosts = this.register.filter((e) => e.type === 'PlatformRegistered').map((e) => e.data.host)
    const named = [...this.inForce('affiliation', day), ...this.inForce('centre', day)].map((m) => m.data.party)
    const related = [...hosts, ...named].map((party) => this.legal(key(party.id), day))
    return related.includes(this.legal(key(it.signed.client.id), day))
  }

  /** Rows known only to a month that the window's first day cuts. */
  onlyToTheMonth(kind: string): number {
    return this.members(kind).filter(
      ({ data }) => data.from.length === 7 && this.from.startsWith(data.from) && this.from > `${data.from}-01`,
    ).length
  }

  /** Which of the situations that the definitions decide this question is about. */
  situations(): (typeof SITUATIONS)[number][] {
    const signed = this.signedIn()
    const on = (it: Contract, day: string) => this.legal(key(it.signed.client.id), day)
    const received = (it: Contract) =>
      it.live.some((e) => e.type === 'PaymentReceived' && this.inWindow(e.data.receivedOn))
    const gone = this.contracts.filter((it) => !this.counted.includes(it))
    const parents = new Set(this.contracts.map((it) => it.signed.parent))
    const numbers = this.all('DrugApprovalObtained').map((it) => it.data.certificateNo)
    const centres = this.members('centre').filter((it) => this.inWindow(it.from))
    const occurs: Record<(typeof SITUATIONS)[number], boolean> = {
      'a client became a branch inside the window': signed.some((it) => on(it, it.signed.signedOn) !== this.person(it)),
      'a client related through its head office or a branch': signed.some(
        (it) =>
          this.related(it) &&
          ![...this.inForce('affiliation', it.signed.signedOn), ...this.inForce('centre', it.signed.signedOn)].some(
            (m) => key(m.data.party.id) === key(it.signed.client.id),
          ),
      ),
      'a framework without the count has money of its own': gone.some(received),
      'a framework became another kind beside its call-offs': this.counted.some(
        (it) => it.signed.kind !== 'framework' && parents.has(it.no),
      ),
      'one certificate spelled in several ways': new Set(numbers).size > new Set(numbers.map(name)).size,
      'joint centres of a branch and its head office':
        new Set(centres.map((it) => this.legal(key(it.data.party.id), this.to))).size <
        new Set(centres.map((it) => key(it.data.party.id))).size,
      'a month cut by the window': this.onlyToTheMonth('centre') + this.onlyToTheMonth('line') > 0,
    }
    return SITUATIONS.filter((it) => occurs[it])
  }

  all = (type: string, of: Contract[] = this.contracts) =>
    of.flatMap((contract) =>
      contract.live.filter((it) => it.type === type).map((it) => ({ contract, data: it.data, seq: it.seq })),
    )

  net(of: Contract[], plus: string, minus: string, plusDay: string, wanted: (day: string) => boolean): bigint {
    let sum = 0n
    for (const { data } of this.all(plus, of)) if (wanted(data[plusDay])) sum += fen(data.share)
    for (const { data } of this.all(minus, of)) if (wanted(data.on)) sum -= fen(data.amount)
    return sum
  }

  signedIn = () => this.counted.filter((it) => this.inWindow(it.signed.signedOn))
  amendments = (it: Contract) => it.live.filter((e) => e.type === 'ContractAmended').map((e) => e.data)
  current = (it: Contract) => this.amendments(it).reduce((sum, e) => sum + fen(e.delta), fen(it.signed.amount))

  byTax(rows: [Contract, bigint][]): string | { parts: Record<string, string> } {
    const parts = new Map<string, bigint>()
    for (const [it, amount] of rows) parts.set(it.signed.taxBasis, (parts.get(it.signed.taxBasis) ?? 0n) + amount)
    if (parts.size > 1) return { parts: Object.fromEntries([...parts].map(([basis, sum]) => [basis, yuan(sum)])) }
    return yuan([...parts.values()][0] ?? 0n)
  }

  products(): Set<string> {
    const found = new Set<string>()
    for (const it of this.signedIn()) {
      for (const product of [...it.signed.products, ...this.amendments(it).flatMap((e) => e.productsAdded ?? [])])
        found.add(name(product))
    }
    for (const { data } of this.all('BatchRun')) if (this.inWindow(data.startedOn)) found.add(name(data.product))
    return found
  }

  figures(): Record<string, string | { parts: Record<string, string> }> {
    const { inWindow, to } = this
    const signed = this.signedIn()
    const upTo = (day: string) => day <= to
    const count = (it: { length: number } | { size: number }) => String('size' in it ? it.size : it.length)
    const laterAmendments = this.counted
      .filter((it) => it.signed.signedOn < this.from)
      .flatMap((it) =>
        this.amendments(it)
          .filter((e) => inWindow(e.amendedOn))
          .map((e) => [it, fen(e.delta)] as [Contract, bigint]),
      )
    const invoiced = (wanted: (day: string) => boolean) =>
      this.net(this.contracts, 'InvoiceIssued', 'InvoiceReversed', 'issuedOn', wanted)
    const received = (wanted: (day: string) => boolean, of = this.contracts) =>
      this.net(of, 'PaymentReceived', 'PaymentRefunded', 'receivedOn', wanted)
    const firstDay = (person: string) =>
      this.counted
        .filter((it) => upTo(it.signed.signedOn) && this.person(it) === person)
        .map((it) => it.signed.signedOn)
        .sort()[0]
    const approvals = this.all('DrugApprovalObtained').filter((it) => inWindow(it.data.approvedOn))
    const batches = this.all('BatchRun')
    const started = (kind: string) => this.members(kind).filter((it) => inWindow(it.from))
    const partners = (list: { data: Loose }[]) => new Set(list.map((it) => this.legal(key(it.data.party.id), to)))
    return {
      projects: count(signed),
      'projects.received': count(this.contracts.filter((it) => received(inWindow, [it]) > 0n)),
      'projects.accepted': count(
        this.contracts.filter((it) =>
          it.live.some((e) => e.type === 'DeliverableAccepted' && inWindow(e.data.acceptedOn)),
        ),
      ),
      contractAmount: this.byTax(signed.map((it) => [it, this.current(it)])),
      'contractAmount.original': this.byTax(signed.map((it) => [it, fen(it.signed.amount)])),
      'contractAmount.withLaterAmendments': this.byTax([
        ...signed.map((it) => [it, this.current(it)] as [Contract, bigint]),
        ...laterAmendments,
      ]),
      invoicedAmount: yuan(invoiced(inWindow)),
      receivedAmount: yuan(received(inWindow)),
      outstanding: yuan(invoiced(upTo) - received(upTo)),
      clients: count(new Set(signed.map(this.person))),
      'clients.firstServed': count(new Set(signed.map(this.person).filter((it) => firstDay(it) >= this.from))),
      'clients.unrelated': count(new Set(signed.filter((it) => !this.related(it)).map(this.person))),
      'clients.inCity': count(
        new Set(
          signed
            .filter((it) => it.signed.client.id.scheme === 'uscc' && it.signed.client.id.value.slice(2, 8) === '442000')
            .map(this.person),
        ),
      ),
      products: count(this.products()),
      'products.withCompletedBatch': count(
        [...this.products()].filter((it) =>
          batches.some(({ data }) => name(data.product) === it && data.completedOn && upTo(data.completedOn)),
        ),
      ),
      batches: count(batches.filter(({ data }) => data.completedOn && inWindow(data.completedOn))),
      batchesReleased: count(this.all('BatchReleased').filter(({ data }) => inWindow(data.on))),
      approvals: count(new Set(approvals.map((it) => name(it.data.variety)))),
      'approvals.certificates': count(new Set(approvals.map((it) => name(it.data.certificateNo).replaceAll(' ', '')))),
      'approvals.clientIsHolder': count(
        new Set(
          approvals
            .filter(({ contract, data }) => {
              const [client, holder] = [contract.signed.client, data.holder].map((it) =>
                this.legal(key(it.id), data.approvedOn),
              )
              return client === holder
            })
            .map((it) => name(it.data.variety)),
        ),
      ),
      jointCentres: count(partners(started('centre'))),
      'jointCentres.inForce': count(partners(this.inForce('centre', to))),
      productionLines: count(this.inForce('line', to)),
      'productionLines.added': count(started('line')),
      sharedEquipment: count(this.inForce('equipment', to)),
      'sharedEquipment.added': count(started('equipment')),
      libraryProjects: count(this.inForce('library', to)),
      'libraryProjects.added': count(started('library')),
    }
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
      let money = this.net([contract], 'PaymentReceived', 'PaymentRefunded', 'receivedOn', (day) => day <= this.to)
      const invoices = this.all('InvoiceIssued', [contract]).filter((it) => it.data.issuedOn <= this.to)
      invoices.sort((a, b) =>
        a.data.issuedOn < b.data.issuedOn ? -1 : a.data.issuedOn > b.data.issuedOn ? 1 : a.seq - b.seq,
      )
      for (const { data } of invoices) {
        let left = fen(data.share)
        for (const it of this.all('InvoiceReversed', [contract])) {
          if (it.data.on <= this.to && JSON.stringify(it.data.invoice) === JSON.stringify(data.invoice))
            left -= fen(it.data.amount)
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
      for (const { data } of this.all('PaymentReceived'))
        if (this.inWindow(data.receivedOn)) add(data.receivedOn, fen(data.share))
      for (const { data } of this.all('PaymentRefunded')) if (this.inWindow(data.on)) add(data.on, -fen(data.amount))
    } else {
      for (const it of this.signedIn()) add(it.signed.signedOn, code === 'projects' ? 1n : this.current(it))
    }
    return sums
  }
}

export function naivePlatform(
  log: readonly RecordedEvent[],
  platform: string,
  from: string,
  to: string,
  cut: number,
): NaivePlatform {
  return new NaivePlatform(liveStreams(log, cut), platform, from, to)
}
