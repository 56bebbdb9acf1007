import { evidenceFor } from '@pilot-ledger/engagements'
import { paperAt } from '@pilot-ledger/evidence/recording'
import {
  PageNumbers,
  type PlannedPaper,
  pagesTogether,
  type VolumePaper,
  type VolumePlan,
} from '@pilot-ledger/evidence/volume'
import type { LogReading } from '@pilot-ledger/figures/reporting'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'
import { sequenceOf } from '@pilot-ledger/recording'
import type { CountedRow } from '../../domain/counted'
import { indicatorsOf } from '../../domain/scheme'
import { assessmentIn } from '../../rounds/round-reading.service'
import type { AuditedRounds, RoundRead } from '../audited-rounds'
import { ContractFiles } from '../contract-files'
import { nameOf } from './conditions'
import type { SealedResult } from './result-of-round'

/** 佐证材料 of one platform's result, in the order of 绩效自评表: of each indicator first what was given with its claim, then its rows'. */
export interface ResultEvidence {
  /** Papers that were on the ledger at this sequence: of a sealed result when it was sealed, else as asked, else now. */
  readonly cut: number
  readonly plan: VolumePlan
  /** 佐证材料编号 of an indicator, `1-12, 30`: pages of the volume of this cut. */
  readonly pagesOf: ReadonlyMap<string, string>
}

/** The paper of a number that no entry says has no kind of its own. */
const OF_CLAIM = '自评佐证'

/** What proves the rows may be given after the cut at which they are counted: a paper that was asked for in the verification. */
export async function evidenceOfResult(
  reading: AuditedRounds,
  log: Pick<LogReading, 'readStream'>,
  round: RoundRead,
  platform: string,
  sealed: SealedResult | undefined,
  asOf?: number,
): Promise<ResultEvidence> {
  const { tables } = reading.context
  const cut = sealed?.event ? sequenceOf(sealed.event) : (asOf ?? tables.sequence)
  const rowsOf = sealed ? sealedRows(sealed) : await rowsNow(reading, round, platform)
  const claims = new Map(assessmentIn(round.state, platform).claims.map((it) => [it.indicator, it]))
  const files = new ContractFiles(log, tables, cut)
  const numbers = new PageNumbers()
  /** By hash: the contract's paper proves each of its rows, in each indicator. */
  const known = new Map<string, VolumePaper>()
  const placed = async ({ sha256, kind = OF_CLAIM, fileName }: Named): Promise<PlannedPaper> => {
    const named = { sha256, kind, fileName }
    const paper = { ...(known.get(sha256) ?? (await paperAt(log, platform, named, cut))), ...named }
    known.set(sha256, paper)
    return numbers.place(paper)
  }
  const rows: { heading: string; papers: PlannedPaper[] }[] = []
  const pagesOf = new Map<string, string>()
  for (const indicator of indicatorsOf(round.scheme.content)) {
    const name = nameOf(indicator)
    const its: PlannedPaper[] = []
    const add = async (heading: string, named: readonly Named[]) => {
      const papers: PlannedPaper[] = []
      for (const it of named) papers.push(await placed(it))
      rows.push({ heading: `${name} ${heading}`, papers })
      its.push(...papers)
    }
    const claim = claims.get(indicator.code)
    if (claim?.evidence) await add(`填报数 ${claim.claimed}`, claim.evidence)
    for (const [i, row] of (rowsOf(indicator.code) ?? []).entries()) {
      if (turnIsOver()) await nextTurn()
      const contract = row.engagement === undefined ? undefined : tables.contractIds.find(row.engagement)
      const named = contract === undefined ? [] : evidenceFor((await files.of(contract)).history, row.entryId)
      const { contractNo, client, date, value } = row
      await add([i + 1, contractNo, client, date, value].filter((it) => it !== undefined).join(' '), named)
    }
    pagesOf.set(indicator.code, pagesTogether(its))
  }
  return { cut, plan: { rows, bound: numbers.bound, pages: numbers.pages }, pagesOf }
}

interface Named {
  readonly sha256: string
  readonly kind?: string
  readonly fileName: string
}

type RowsOf = (indicator: string) => readonly CountedRow[] | undefined

function sealedRows({ snapshot }: SealedResult): RowsOf {
  return (code) => snapshot.indicators.find((it) => it.indicator === code)?.rows
}

async function rowsNow(reading: AuditedRounds, round: RoundRead, platform: string): Promise<RowsOf> {
  const figures = await reading.figures(round, platform)
  return (code) => figures.find((it) => it.code === code)?.rows
}
