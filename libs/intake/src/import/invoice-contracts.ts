import { type EngagementEvent, engagementStream, invoiceFigures } from '@pilot-ledger/engagements'
import { contractIdOf, type ListedContract, type PlatformContracts } from '@pilot-ledger/engagements/recording'
import {
  addTo,
  type BusinessDate,
  nameKey,
  nextTurn,
  numberKey,
  type PartyId,
  partyKey,
  turnIsOver,
} from '@pilot-ledger/kernel'
import { type PlatformState, platformRules, platformStream } from '@pilot-ledger/platforms'
import type { Recorder, Requested } from '@pilot-ledger/recording'
import type { Choices } from '../invoices/matching/choices'
import { type KnownContract, knownContract } from '../invoices/matching/known-contracts'
import { type Match, Matcher } from '../invoices/matching/matcher'
import { numbersIn } from '../invoices/matching/numbers-in'
import { figuresInName } from '../invoices/proposals'
import { type InvoiceRead, keyOf } from '../invoices/reading/invoice-read'
import type { SaidInvoice } from '../invoices/said-invoice'
import { legalPersonOn } from '../journals/legal-person'
import { pastOf } from './past'

export interface InvoiceSurroundings {
  readonly platform: string
  readonly recorder: Recorder
  readonly choices: Choices
  /** Absent where nobody lists them: then a number in the remark is looked for as it stands. */
  readonly contracts?: PlatformContracts
  readonly requested?: Requested
}

/** What the matching of invoices asks of the ledger, looked up for the invoices of one file. */
export class InvoiceContracts {
  private readonly known = new Map<string, KnownContract>()
  private readonly named = new Map<string, readonly string[]>()
  /** By the figures of the invoices issued on them, and of the red letters. */
  private readonly byInvoice = new Map<string, KnownContract[]>()
  private listed: readonly ListedContract[] = []
  private readonly matcher: Matcher

  private constructor(
    private readonly around: InvoiceSurroundings,
    private readonly register: PlatformState,
    private readonly today: BusinessDate,
  ) {
    const host = register.registration?.host ?? { id: { scheme: 'person', value: '-' } as const, name: '' }
    const its = this
    this.matcher = new Matcher(
      {
        host,
        get listed() {
          return its.listed
        },
        named: (remark) => this.named.get(remark) ?? [],
        legalPerson: (key) => this.legalPerson(key),
        known: (contractNo) => this.known.get(numberKey(contractNo)),
        holding: (figures) => this.recorded(figures),
      },
      around.choices,
    )
  }

  static async of(said: readonly SaidInvoice[], around: InvoiceSurroundings): Promise<InvoiceContracts> {
    const { platform, recorder, contracts } = around
    const { history } = await recorder.load(platformStream(platform), platformRules)
    const made = new InvoiceContracts(around, history.state, recorder.today())
    const reads = said.flatMap((it) => it.read ?? [])
    made.listed = (await contracts?.listed(platform)) ?? []
    await made.lookUp(reads, said.flatMap(figuresInName))
    if (!contracts) made.listed = [...made.known.values()].map(listedAs)
    return made
  }

  match(read: InvoiceRead): Match {
    return this.matcher.match(read)
  }

  recorded(figures: string): readonly KnownContract[] {
    return this.byInvoice.get(figures) ?? []
  }

  hasPaper(contractNo: string, sha256: string): boolean {
    return this.known.get(numberKey(contractNo))?.papers.has(sha256) ?? false
  }

  /** The contracts that the invoices may be for, and no others: a platform may have thousands. */
  private async lookUp(reads: readonly InvoiceRead[], inNames: readonly string[]): Promise<void> {
    const { choices, contracts } = this.around
    const meant = new Set([...choices.byInvoice.values()].flatMap((its) => its.map((it) => it.contractNo)))
    if (choices.contract !== undefined) meant.add(choices.contract)
    const numbers = this.listed.map((it) => it.contractNo)
    const buyers = new Set<string>()
    for (const { remark, buyer } of reads) {
      if (buyer.taxId !== undefined) buyers.add(this.legalPerson(`uscc:${numberKey(buyer.taxId)}`))
      if (buyer.name !== undefined) buyers.add(nameKey(buyer.name))
      if (remark !== '' && !this.named.has(remark))
        this.named.set(remark, contracts ? numbersIn(remark, numbers) : wordsOf(remark))
      if (turnIsOver()) await nextTurn()
    }
    for (const its of this.named.values()) for (const no of its) meant.add(no)
    for (const { contractNo, client, clientName } of this.listed)
      if (buyers.has(this.legalPerson(client)) || buyers.has(nameKey(clientName))) meant.add(contractNo)
    const figures = new Set([
      ...reads.flatMap((it) => [invoiceFigures(keyOf(it)), ...(it.reverses ? [it.reverses] : [])]),
      ...inNames,
    ])
    for (const no of (await contracts?.holding(this.around.platform, [...figures])) ?? []) meant.add(no)
    for (const no of meant) await this.load(no)
    // Words of a remark of which nothing stands under them are none of its numbers.
    for (const [remark, its] of this.named)
      this.named.set(
        remark,
        its.filter((it) => this.known.has(numberKey(it))),
      )
  }

  private async load(contractNo: string): Promise<void> {
    const { recorder, platform, requested } = this.around
    const stream = engagementStream(await contractIdOf(recorder, platform, contractNo))
    const entries = await recorder.entries<EngagementEvent>(stream)
    const { history } = pastOf(entries, requested?.(recorder.now()))
    const known = knownContract(
      history.state,
      history.live.map((it) => it.content),
    )
    if (known && !this.known.has(numberKey(contractNo))) {
      this.known.set(numberKey(contractNo), known)
      for (const it of [...known.issued.keys(), ...known.reversed.keys()]) addTo(this.byInvoice, it, known)
    }
    if (turnIsOver()) await nextTurn()
  }

  private legalPerson(key: string): string {
    if (!key.startsWith('uscc:')) return key
    const id: PartyId = { scheme: 'uscc', value: key.slice('uscc:'.length) }
    return partyKey(legalPersonOn(this.register, id, this.today))
  }
}

const listedAs = ({ contractNo, client }: KnownContract): ListedContract => ({
  contractNo,
  client: partyKey(client.id),
  clientName: client.name,
})

const MOST_WORDS = 20
/** What of a remark may be the number of a contract. */
const wordsOf = (remark: string) =>
  remark
    .split(/[\s:：,，;；。、()（）【】]+/)
    .filter((it) => it.length >= 4 && it.length <= 60 && /\d/.test(it) && !/^\d{20}$/.test(it))
    .slice(0, MOST_WORDS)
