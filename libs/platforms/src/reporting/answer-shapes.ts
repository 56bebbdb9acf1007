import {
  anyObject,
  instant,
  listOf,
  mapOf,
  maybe,
  named,
  orNull,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'

/** What the doors of this room answer; sequences are texts here, as positions are. */
const cut = shape({ sequence: text, recordedAt: orNull(instant) })
export const REGISTER = named('PlatformRegister', {
  id: text,
  asOf: cut,
  revision: whole,
  registration: maybe(anyObject),
  recognitions: listOf(anyObject),
  cultivation: listOf(anyObject),
  memberships: mapOf(shape({ inForce: listOf(anyObject), ended: listOf(anyObject) })),
  published: listOf(anyObject),
  proposals: listOf(anyObject),
  /** Where a recognised platform's window starts when none is asked for. */
  defaultWindowStart: maybe(shape({ from: text, statedAs: text, precision: text, tier: text })),
})
export const REGISTER_ENTRIES = named('RegisterEntries', {
  platform: text,
  asOf: cut,
  entries: listOf(
    shape({
      sequence: text,
      entryId: text,
      revision: whole,
      type: text,
      recordedAt: instant,
      actor: text,
      proposedBy: maybe(text),
      data: anyObject,
      live: maybe(yesNo),
      supersededBy: maybe(text),
    }),
  ),
  next: maybe(text),
})
