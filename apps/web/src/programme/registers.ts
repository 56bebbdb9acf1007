import { type AnyEventDefinition, type Fields } from '@pilot-ledger/kernel'
import { PROGRAMME_EVENTS } from '@pilot-ledger/programme/definitions'

export interface RegisterStep {
  readonly event: string
  readonly fields: Fields
  /** A second one is refused. */
  readonly once: boolean
  /** After it the item is no longer in force. */
  readonly ends: boolean
}
export interface Register {
  readonly kind: string
  readonly event: string
  readonly fields: Fields
  readonly steps: readonly RegisterStep[]
}

/** 登记簿 by the entries that open an item of each, in the order in which people read them. */
const OPENED_BY = {
  call: 'CallOpened',
  application: 'ApplicationReceived',
  nomination: 'ProvincialNominationMade',
  demand: 'DemandPosted',
  listing: 'EquipmentListed',
  member: 'AllianceJoined',
  element: 'ElementLinked',
  upgrade: 'LineUpgraded',
  policy: 'PolicyIssued',
  target: 'TargetSet',
  town: 'TownListed',
}
/** Every other step is taken once (a test holds this to the service's own table). */
const TAKEN_AGAIN = ['SiteVisited', 'ListingRenewed']

/** What each takes and which steps follow, as the definitions of their entries say: a step lies below its item's address. */
export const REGISTERS: readonly Register[] = Object.entries(OPENED_BY).map(([kind, event]) => {
  const { fields, route } = definitionOf(event)
  const below = `${route?.path}/:key/`
  const steps = PROGRAMME_EVENTS.all.filter((it) => it.route?.path.startsWith(below))
  return {
    kind,
    event,
    fields,
    steps: steps.map((it) => ({
      event: it.type,
      fields: it.fields,
      once: !TAKEN_AGAIN.includes(it.type),
      ends: it.route?.path === `${below}end`,
    })),
  }
})

export const registerOf = (kind: string): Register | undefined => REGISTERS.find((it) => it.kind === kind)

export function definitionOf(event: string): AnyEventDefinition {
  return PROGRAMME_EVENTS.of(event)
}
