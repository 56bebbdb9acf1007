import type { Question } from '@pilot-ledger/figures'
import { type BusinessDate, dayNumber, type PartyId, partyKey } from '@pilot-ledger/kernel'

/** As a column of credit codes shows it: other identifiers with what they are, so that nobody takes them for one. */
export function partyCode(id: PartyId): string {
  if (id.scheme === 'uscc') return id.value
  return id.scheme === 'foreign' ? `境外 ${id.country} ${id.value}` : `自然人 ${id.value}`
}

/** 是否关联方, on the day of signing, as the figures see it (W6). */
export function relatedOnSigning(question: Question, client: PartyId, signedOn: BusinessDate): boolean {
  const { tables, platform } = question
  const scoped = tables.findKey(platform as number, `party:${partyKey(client)}`)
  return scoped !== undefined && question.relatedOn(scoped, dayNumber(signedOn))
}
