import {
  type EngagementContent,
  type EngagementHistory,
  engagementRules,
  engagementStream,
} from '@pilot-ledger/engagements'
import type { Tables } from '@pilot-ledger/figures'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import type { LiveEntry } from '@pilot-ledger/kernel'
import { historyAt, sequenceOf } from '@pilot-ledger/recording'

type Signed = Extract<EngagementContent, { type: 'ContractSigned' }>['data']

/** Who recorded an entry, and when. */
export interface Recording {
  readonly entryId: string
  readonly sequence: number
  readonly recordedAt: number
  readonly actor: string
}

/** A live entry of a contract as an auditor wants it: what it says, who said it first, and who changed it last. */
export interface FiledEntry {
  readonly content: EngagementContent
  readonly first: Recording
  /** Of the newest correction, with its reason. */
  readonly corrected?: Recording & { readonly reason: string }
}

export interface ContractFile {
  readonly id: string
  readonly history: EngagementHistory
  readonly terms: Signed | undefined
  /** By the sequence of the entry that states the content now. */
  readonly entries: ReadonlyMap<number, FiledEntry>
  readonly completedOn?: string
}

/** Contracts read from the log itself, folded up to a cut; each once for a question. */
export class ContractFiles {
  private readonly read = new Map<number, Promise<ContractFile>>()

  constructor(
    private readonly log: Pick<LogReading, 'readStream'>,
    private readonly tables: Tables,
    private readonly cut: number,
  ) {}

  of(contract: number): Promise<ContractFile> {
    const known = this.read.get(contract)
    if (known) return known
    const reading = this.open(contract)
    this.read.set(contract, reading)
    return reading
  }

  /** Of the call-offs among these their frameworks, by their numbers. */
  async parentsOf(contracts: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const parents = new Map<number, number>()
    for (const it of contracts) {
      const { terms } = await this.of(it)
      if (terms?.parent === undefined) continue
      const parent = this.tables.contractNumbered(terms.platform, terms.parent)
      if (parent !== undefined) parents.set(it, parent)
    }
    return parents
  }

  private async open(contract: number): Promise<ContractFile> {
    const id = this.tables.contractIds.text(contract)
    const { events, history } = await historyAt(this.log, engagementStream(id), engagementRules, this.cut)
    const recordingOf = (revision: number): Recording => ({
      entryId: events[revision].id,
      sequence: sequenceOf(events[revision]),
      recordedAt: events[revision].recordedAt,
      actor: events[revision].metadata.actor,
    })
    const filed = (it: LiveEntry<EngagementContent>): FiledEntry => ({
      content: it.content,
      first: recordingOf(it.originRevision),
      ...(it.revision !== it.originRevision && {
        corrected: { ...recordingOf(it.revision), reason: String(events[it.revision].data.reason) },
      }),
    })
    const entries = new Map(history.live.map((it) => [sequenceOf(events[it.revision]), filed(it)]))
    const contents = history.live.map((it) => it.content)
    return {
      id,
      history,
      terms: contents.flatMap((it) => (it.type === 'ContractSigned' ? [it.data] : []))[0],
      entries,
      completedOn: contents.flatMap((it) => (it.type === 'ContractCompleted' ? [it.data.on] : []))[0],
    }
  }
}
