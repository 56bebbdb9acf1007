import { Inject, Injectable } from '@nestjs/common'
import { type ContractSigned, ENGAGEMENT_STREAM_PREFIX } from '@pilot-ledger/engagements'
import { makeCursor, readCursor } from '@pilot-ledger/http'
import { type DomainEvent, proposalViews } from '@pilot-ledger/kernel'
import { PLATFORM_STREAM_PREFIX } from '@pilot-ledger/platforms'
import { historyAt, STATELESS } from '@pilot-ledger/recording'
import { NONE } from '../columns/index-chain'
import { STORE } from '../columns/store'
import { type Tables } from '../read-model/tables'
import { cutView } from './cut'
import { contractsRequested } from './engagements.service'
import { FiguresService } from './figures.service'
import type { ProposalsQuery } from './queries'
import { EVENT_LOG, type LogReading } from './tokens'

const PAGE = 100

/** 待复核: changes of old entries, and entries dated long ago, that wait for a second person: of contracts and of registers. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly figures: FiguresService,
    @Inject(EVENT_LOG) private readonly log: LogReading,
  ) {}

  /** Contracts in the order they came into the ledger, then, on the last page, the registers. */
  async list(query: ProposalsQuery) {
    const tables = await this.figures.ready(query.waitFor)
    const requested = { list: 'proposals', platform: query.platform, exceptBy: query.exceptBy }
    const only = query.platform === undefined ? undefined : this.figures.platformNumber(tables, query.platform)
    const waiting = (contract: number) => tables[STORE].contracts.at(contract).proposals[contract]
    // Numbered within the platform asked for: a cursor must not tell how many contracts the others have.
    const contracts = contractsRequested(tables, query.platform)
    const limit = Number(query.limit ?? PAGE)
    const isWanted = ({ proposedBy }: { readonly proposedBy: string }) => proposedBy !== query.exceptBy
    const found = []
    let at = readCursor<{ at: number }>(requested, query.cursor)?.at ?? 0
    for (; at < contracts.length && found.length < limit; at++)
      if (waiting(contracts[at]) > 0) found.push(...(await this.ofContract(tables, contracts[at])).filter(isWanted))
    const asOf = cutView(tables, tables.sequence)
    if (at < contracts.length) return { asOf, proposals: found, next: makeCursor(requested, { at }) }
    for (let number = 0; number < tables.platformIds.length; number++)
      if (only === undefined || number === only) found.push(...(await this.ofRegister(tables, number)).filter(isWanted))
    return { asOf, proposals: found }
  }

  private async ofContract(tables: Tables, contract: number) {
    const engagement = tables.contractIds.text(contract)
    const { platform, number, clientName } = tables[STORE].contracts.row(contract)
    // What came with an import waits as one thing and is told there.
    const all = await this.read(ENGAGEMENT_STREAM_PREFIX + engagement)
    const waiting = all.filter((it) => !('import' in it && it.import !== undefined))
    return waiting.map((it) => ({
      platform: tables.platformIds.text(platform),
      engagement,
      // Not signed yet: called as what waits calls it.
      ...(number === NONE
        ? namesIn(waiting)
        : namesOf(tables[STORE].texts.text(number), tables[STORE].texts.text(clientName))),
      ...it,
    }))
  }

  private async ofRegister(tables: Tables, number: number) {
    if (!hasProposal(tables, number)) return []
    const platform = tables.platformIds.text(number)
    return (await this.read(PLATFORM_STREAM_PREFIX + platform)).map((it) => ({ platform, ...it }))
  }

  private async read(stream: string) {
    return proposalViews((await historyAt(this.log, stream, STATELESS)).history)
  }
}

const namesOf = (contractNo: string, client: string) => ({ contractNo, client })

function namesIn(waiting: readonly ReturnType<typeof proposalViews>[number][]) {
  const contents = waiting.flatMap((it) => ('contents' in it ? it.contents : [])) as readonly DomainEvent[]
  const signed = contents.find((it) => it.type === 'ContractSigned') as ContractSigned | undefined
  return signed && namesOf(signed.data.contractNo, signed.data.client.name)
}

function hasProposal(tables: Tables, platform: number): boolean {
  const { entries, texts, entriesOfPlatform } = tables[STORE]
  for (const row of entriesOfPlatform.rows(platform))
    if (texts.text(entries.get(row, 'type')) === 'ChangeProposed') return true
  return false
}
