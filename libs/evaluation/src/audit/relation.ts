import { FACT, type Question } from '@pilot-ledger/figures'
import { dayNumber, dayOfNumber } from '@pilot-ledger/kernel'

export interface Relation {
  readonly by: 'affiliation' | 'jointCentre' | 'host'
  /** The entry of the register that declares it. */
  readonly sequence: number
  readonly from: string
  /** Where another party of the same legal person is named: its head office, a branch, a sister branch. */
  readonly throughHeadOffice: boolean
}

/**
 * What ties a row's client to the platform on the day its contract was signed (W6), as the register stood at the cut;
 * undefined where nothing does. Agrees with `question.related`.
 */
export function relationOf(question: Question, row: number): Relation | undefined {
  const { client, contractDate } = question.tables.facts.columns
  const day = contractDate[row]
  const { key } = question.tables.facts.columns
  const own = declared(question, day, (it) => key[it] === client[row])
  if (own !== undefined) return told(question, own, false)
  const person = question.legalPerson(client[row], day)
  const same = declared(question, day, (it) => question.legalPerson(key[it], day) === person)
  return same === undefined ? undefined : told(question, same, true)
}

function declared(
  { tables, platform, cut }: Question,
  day: number,
  wanted: (row: number) => boolean,
): number | undefined {
  const { kind, date, until, from, to, platform: owner } = tables.facts.columns
  const related = (row: number) => kind[row] === FACT.affiliation || kind[row] === FACT.jointCentre
  return tables.registerRows.find(
    (row) =>
      owner[row] === platform &&
      from[row] <= cut &&
      cut < to[row] &&
      (kind[row] === FACT.host || (related(row) && date[row] <= day && day < until[row])) &&
      wanted(row),
  )
}

function told({ tables }: Question, row: number, throughHeadOffice: boolean): Relation {
  const { kind, entry, date } = tables.facts.columns
  return {
    by: kind[row] === FACT.host ? 'host' : kind[row] === FACT.affiliation ? 'affiliation' : 'jointCentre',
    sequence: entry[row],
    from: dayOfNumber(date[row]),
    throughHeadOffice,
  }
}

export const insideWindow = (question: Question, day: string) => question.inWindow(dayNumber(day))
