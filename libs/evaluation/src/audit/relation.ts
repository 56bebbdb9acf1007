import type { FactView, Question } from '@pilot-ledger/figures'
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
  const { client, contractDay: day } = question.tables.fact(row)
  const own = declared(question, day, (key) => key === client)
  if (own !== undefined) return reported(own, false)
  const person = question.legalPerson(client, day)
  const same = declared(question, day, (key) => question.legalPerson(key, day) === person)
  return same === undefined ? undefined : reported(same, true)
}

function declared({ tables, platform, cut }: Question, day: number, wanted: (key: number) => boolean) {
  for (const it of tables.registerFactsOf(platform as number, cut)) {
    const tie = it.kind === 'affiliation' || it.kind === 'jointCentre'
    const inForce = it.kind === 'host' || (tie && it.day <= day && day < it.until)
    if (inForce && wanted(it.key)) return it
  }
  return undefined
}

function reported({ kind, entry, day }: FactView, throughHeadOffice: boolean): Relation {
  return { by: kind as Relation['by'], sequence: entry, from: dayOfNumber(day), throughHeadOffice }
}

export const insideWindow = (question: Question, day: string) => question.inWindow(dayNumber(day))
