import type { Question } from '@pilot-ledger/figures'
import { type BusinessDate, contains, dayOfNumber, earliestDay, mapInTurns, partyKey } from '@pilot-ledger/kernel'
import type { Membership } from '@pilot-ledger/platforms'
import type { SchemeFilter } from '../domain/scheme'
import type { ContractAtCut, StreamsAtCut } from './contract-terms'

/** Which of the scheme's filters keep a fact row of a contract out, of those it was made for; rows of the register pass every one. */
export type FilterJudge = (row: number) => readonly SchemeFilter[]

/**
 * Judges rows by the contract they belong to as it stood at the cut, and by the platform's relations on the signing day. A
 * branch is related where its head office is.
 */
export async function filterJudge(
  question: Question,
  filters: readonly SchemeFilter[],
  rows: readonly number[],
  streams: StreamsAtCut,
): Promise<FilterJudge> {
  const { tables, cut } = question
  if (filters.length === 0 || rows.length === 0) return () => []
  const contracts = new Set(await mapInTurns(rows, (it) => tables.fact(it).contract))
  contracts.delete(undefined)
  const states = new Map(
    await mapInTurns(
      contracts as Set<number>,
      async (it) => [it, (await streams.contract(tables, tables.contract(it).id, cut)).state] as const,
    ),
  )
  if (states.size === 0) return () => []
  const platformId = tables.platformIds.text(tables.fact(rows[0]).platform)
  const { memberships } = (await streams.register(tables, platformId, cut)).state
  const judged = await mapInTurns(rows, (row): [number, readonly SchemeFilter[]] => {
    const state = states.get(tables.fact(row).contract as number)
    return [row, state === undefined ? [] : filters.filter((it) => keepsOut(it, { question, memberships, row, state }))]
  })
  const by = new Map(judged.filter(([, out]) => out.length > 0))
  return (row) => by.get(row) ?? []
}

interface Judged {
  readonly question: Question
  readonly memberships: readonly Membership[]
  readonly row: number
  readonly state: ContractAtCut
}

function keepsOut(filter: SchemeFilter, { question, memberships, row, state }: Judged): boolean {
  const { terms, completedOn } = state
  switch (filter) {
    case 'relatedOut':
      return relatedAs(question, memberships, row, isAffiliation)
    case 'coBuildingOut':
      return relatedAs(question, memberships, row, isCoBuilding)
    case 'signedAndCompletedInWindow':
      return !(
        terms !== undefined &&
        completedOn !== undefined &&
        contains(question.window, terms.signedOn) &&
        contains(question.window, completedOn)
      )
    case 'subcontractedOut':
      return terms?.subcontracted === true
    case 'otherFundingOut':
      return terms?.otherFunding !== undefined
    case 'cityOnly':
      return !question.inCity(row)
    case 'registeredOnly':
      return state.registeredOn === undefined || state.registeredOn > question.window.to
  }
}

const isAffiliation = ({ kind, start }: Membership) => kind === 'affiliation' && start.relation !== 'coBuilds'
const isCoBuilding = ({ kind, start }: Membership) =>
  kind === 'jointCentre' || (kind === 'affiliation' && start.relation === 'coBuilds')

function relatedAs(
  question: Question,
  memberships: readonly Membership[],
  row: number,
  is: (membership: Membership) => boolean,
): boolean {
  const { tables } = question
  const { client, contractDay } = tables.fact(row)
  const day = dayOfNumber(contractDay)
  // One legal person on that day: head office, branch and sister branch alike, as the figures judge it (W6).
  const person = question.legalPerson(client, contractDay)
  return memberships.some((it) => {
    if (!is(it) || !it.start.party || !inForce(it, day)) return false
    const party = tables.findKey(question.platform as number, `party:${partyKey(it.start.party.id)}`)
    return party !== undefined && question.legalPerson(party, contractDay) === person
  })
}

function inForce({ start, ended }: Membership, day: BusinessDate): boolean {
  return earliestDay(start.from) <= day && (ended === undefined || day < ended.on)
}
