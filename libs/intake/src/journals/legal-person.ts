import { type BusinessDate, earliestDay, type PartyId, partyKey } from '@pilot-ledger/kernel'
import type { Membership, PlatformState } from '@pilot-ledger/platforms'

/**
 * One legal person once: a branch stands for its head office on the days the register declares it. Worked out here from
 * the register's entries, apart from the figures, whose count it is held against.
 */
export function legalPersonOn(register: PlatformState, client: PartyId, day: BusinessDate): PartyId {
  const branches = register.memberships.filter((it) => it.kind === 'branch')
  const seen = new Set<string>()
  let person = client
  while (!seen.has(partyKey(person))) {
    seen.add(partyKey(person))
    const declared = branches.find((it) => partyOf(it) === partyKey(person) && inForce(it, day))
    if (!declared?.start.headOffice) return person
    person = declared.start.headOffice.id
  }
  // A circle of declarations names no head office: the client stands for itself.
  return client
}

function partyOf({ start }: Membership): string | undefined {
  return start.party && partyKey(start.party.id)
}

function inForce({ start, ended }: Membership, day: BusinessDate): boolean {
  return earliestDay(start.from) <= day && (ended === undefined || day < ended.on)
}
