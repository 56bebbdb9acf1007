import { FACT, type Question } from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'

export interface Relation {
  readonly by: 'affiliation' | 'jointCentre'
  /** The entry of the register that declares it. */
  readonly sequence: number
  readonly from: string
  /** Where the client is a branch: it is its head office that is related. */
  readonly throughHeadOffice: boolean
}

/**
 * What ties a row's client to the platform on the day its contract was signed (W6), as the register stood at the cut;
 * undefined where nothing does. Agrees with `question.related`.
 */
export function relationOf(question: Question, row: number): Relation | undefined {
  const { client, contractDate } = question.tables.facts.columns
  const day = contractDate[row]
  const own = declared(question, client[row], day)
  if (own !== undefined) return told(question, own, false)
  const person = question.legalPerson(client[row], day)
  const head = person === client[row] ? undefined : declared(question, person, day)
  return head === undefined ? undefined : told(question, head, true)
}

function declared({ tables, platform, cut }: Question, client: number, day: number): number | undefined {
  const { kind, key, date, until, from, to, platform: owner } = tables.facts.columns
  return tables.registerRows.find(
    (row) =>
      (kind[row] === FACT.affiliation || kind[row] === FACT.jointCentre) &&
      owner[row] === platform &&
      key[row] === client &&
      from[row] <= cut &&
      cut < to[row] &&
      date[row] <= day &&
      day < until[row],
  )
}

function told({ tables }: Question, row: number, throughHeadOffice: boolean): Relation {
  const { kind, entry, date } = tables.facts.columns
  return {
    by: kind[row] === FACT.affiliation ? 'affiliation' : 'jointCentre',
    sequence: entry[row],
    from: dayOfNumber(date[row]),
    throughHeadOffice,
  }
}

export const insideWindow = (question: Question, day: string) => question.inWindow(dayNumber(day))
