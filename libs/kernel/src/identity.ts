import { parse, v5 as uuidv5 } from 'uuid'
import { formerNumberKey, numberKey, titleKey } from './name-key'

/** The ledger's own UUID namespaces (random once, fixed for ever: changing one would give every stream another name), as bytes: text would be read anew for each id. */
const ENGAGEMENT = parse('6f0d1c3e-52a4-4f0e-9a86-3b7b0f7f2a11')
const PLATFORM = parse('c8a1d6b2-0f5e-4a39-8a55-19c2c1f7d402')
const EVIDENCE = parse('91fae82a-6874-4e5f-8e41-2f26a53397ce')
const EVENT = parse('d9d17fb1-a171-4fc8-a23e-40191433fcbe')
const REQUEST = parse('2e9b7a64-7c1d-4d0b-b0f6-5de83c9a1b73')

const UTF8 = new TextEncoder()
const named = (text: string, namespace: Uint8Array) => uuidv5(UTF8.encode(text), namespace)

/**
 * The ids under which a contract may stand. It is named by its platform and number, however it is typed: the second contract
 * under one number meets an existing stream (H6). An ordinary number gives one id. One with marks nobody sees, or letters of
 * another alphabet, was once another number by its marks alone, and what was signed under it keeps its stream: that name
 * comes first, and holds where something stands under it; else the last holds.
 */
export function engagementIdsOf(platformId: string, contractNo: string): readonly [string, ...string[]] {
  const [no, former] = [numberKey(contractNo), formerNumberKey(contractNo)]
  const idOf = (it: string) => named(`${platformId}\n${it}`, ENGAGEMENT)
  return no === former ? [idOf(no)] : [idOf(former), idOf(no)]
}

/** The last of them: what a contract is named by where no older stream stands. */
export function engagementIdOf(platformId: string, contractNo: string): string {
  return engagementIdsOf(platformId, contractNo).at(-1) as string
}

/** A platform is named by its registered name; as for contracts, one that was registered by its marks alone comes first. */
export function platformIdsOf(name: string): readonly [string, ...string[]] {
  const title = titleKey(name)
  const idOf = (it: string) => named(it, PLATFORM)
  return title === name ? [idOf(title)] : [idOf(name), idOf(title)]
}

export function platformIdOf(name: string): string {
  return platformIdsOf(name).at(-1) as string
}

/** A file as one platform's own: of two platforms that have the same file each has its own id. */
export function evidenceIdOf(platformId: string, sha256: string): string {
  return named(`${platformId}\n${sha256}`, EVIDENCE)
}

/** Which of the ids something stands under; the last where nothing does. */
export async function standingId(
  ids: readonly [string, ...string[]],
  stands: (id: string) => Promise<boolean>,
): Promise<string> {
  for (const id of ids.slice(0, -1)) if (await stands(id)) return id
  return ids.at(-1) as string
}

/** What one request makes and names itself (a match, a round): the same actor and key give the same names, for ever. */
export function requestIdOf(actor: string, idempotencyKey: string, index: number): string {
  return named(`${actor}\n${idempotencyKey}\n${index}`, REQUEST)
}

/**
 * Ids of what programs note of themselves (maps, plans): the same from each of them, so that whoever comes second finds it noted.
 * Entries of requests have ids of their own, another every time: a repeat is recognised by its key in the stream. Once theirs were
 * made so too, of the request's key.
 */
export function eventIdOf(stream: string, actor: string, idempotencyKey: string, index: number): string {
  return named(`${stream}\n${actor}\n${idempotencyKey}\n${index}`, EVENT)
}
