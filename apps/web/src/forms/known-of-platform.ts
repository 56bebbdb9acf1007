import { partyKey } from '@pilot-ledger/kernel'
import type { Answers } from '../api/ask'
import { isObject } from './body'

export type Known = Answers['GET /api/platforms/{id}/known']
export type KnownClient = Known['clients'][number]
/** Whether a name sounds as somebody typed it. */
export type Sounds = (name: string, typed: string) => boolean

/** The client that a party typed so far is, by its identity; undefined while there is none. */
export function clientOf(known: Known | undefined, party: unknown): KnownClient | undefined {
  if (!isObject(party) || !isObject(party.id)) return undefined
  const { scheme, value = '', country = '' } = party.id as Readonly<Record<string, string>>
  if (scheme === undefined || value === '') return undefined
  const key = partyKey({ scheme, value, country } as Parameters<typeof partyKey>[0])
  return known?.clients.find((it) => partyKey(it.id as Parameters<typeof partyKey>[0]) === key)
}

/** The client, where its code is known and it is called as it never was: a slip, or a new name. */
export function calledOtherwise(known: Known | undefined, party: unknown): KnownClient | undefined {
  const client = clientOf(known, party)
  const name = isObject(party) && typeof party.name === 'string' ? party.name.trim() : ''
  return client && name !== '' && !client.names.includes(name) ? client : undefined
}

/** As sounds are typed, of a name with figures in it too. */
const LETTERS = /^[a-z\d' ]+$/i

/** Who is meant by a part of a code, of a name, or of how the name sounds (`shili`, `slgd`). */
export function clientsFor(known: Known | undefined, typed: string, sounds?: Sounds): readonly KnownClient[] {
  const text = typed.normalize('NFKC').trim()
  const all = known?.clients ?? []
  if (text === '') return all
  const code = text.toUpperCase()
  return all.filter(
    ({ id, names }) =>
      id.value.toUpperCase().includes(code) ||
      names.some((it) => it.includes(text) || (LETTERS.test(text) && sounds?.(it, text.toLowerCase()))),
  )
}
