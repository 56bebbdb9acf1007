import { v5 as uuidv5 } from 'uuid'
import { formerNumberKey } from './name-key'

/** The ledger's own UUID namespaces (random once, fixed for ever: changing one would give every stream another name). */
const ENGAGEMENT = '6f0d1c3e-52a4-4f0e-9a86-3b7b0f7f2a11'
const PLATFORM = 'c8a1d6b2-0f5e-4a39-8a55-19c2c1f7d402'
const EVENT = 'd9d17fb1-a171-4fc8-a23e-40191433fcbe'
const REQUEST = '2e9b7a64-7c1d-4d0b-b0f6-5de83c9a1b73'

/** A contract is named by its platform and number, however it is typed: the second contract under one number meets an existing stream (H6). */
export function engagementIdOf(platformId: string, contractNo: string): string {
  return uuidv5(`${platformId}\n${formerNumberKey(contractNo)}`, ENGAGEMENT)
}

/** A platform is named by its registered name. */
export function platformIdOf(name: string): string {
  return uuidv5(name, PLATFORM)
}

/** What one request makes and names itself (a match, a round): the same actor and key give the same names, for ever. */
export function requestIdOf(actor: string, idempotencyKey: string, index: number): string {
  return uuidv5(`${actor}\n${idempotencyKey}\n${index}`, REQUEST)
}

/**
 * Ids of the events one request appends to a stream: the same actor, key and stream give the same ids, for ever (idempotency
 * without expiry). The stream is part of it because a store cannot always look into its other streams: one key on two
 * contracts would give two entries of one id, and such a ledger could never be brought to a store that can. Entries of before
 * bear ids of actor and key alone; a repeat is recognised by its key in the stream, whatever its id.
 */
export function eventIdOf(stream: string, actor: string, idempotencyKey: string, index: number): string {
  return uuidv5(`${stream}\n${actor}\n${idempotencyKey}\n${index}`, EVENT)
}
