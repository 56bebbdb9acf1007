import { v5 as uuidv5 } from 'uuid'
import { formerNumberKey } from './name-key'

/** The ledger's own UUID namespaces (random once, fixed for ever: changing one would give every stream another name). */
const ENGAGEMENT = '6f0d1c3e-52a4-4f0e-9a86-3b7b0f7f2a11'
const PLATFORM = 'c8a1d6b2-0f5e-4a39-8a55-19c2c1f7d402'
const REQUEST = '2e9b7a64-7c1d-4d0b-b0f6-5de83c9a1b73'

/** A contract is named by its platform and number, however it is typed: the second contract under one number meets an existing stream (H6). */
export function engagementIdOf(platformId: string, contractNo: string): string {
  return uuidv5(`${platformId}\n${formerNumberKey(contractNo)}`, ENGAGEMENT)
}

/** A platform is named by its registered name. */
export function platformIdOf(name: string): string {
  return uuidv5(name, PLATFORM)
}

/** Ids of the events one request makes: the same actor and key give the same ids, for ever (idempotency without expiry). */
export function eventIdOf(actor: string, idempotencyKey: string, index: number): string {
  return uuidv5(`${actor}\n${idempotencyKey}\n${index}`, REQUEST)
}
