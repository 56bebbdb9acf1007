import { isObject, type Json, type JsonObject } from '../json/json'
import { Fields } from '../ledger/fields'
import { isHome } from '../ledger/figures'
import { sameName, sameNumber } from '../ledger/identity'
import { PROGRAMME_FIGURES } from '../ledger/programme-figures'
import { Changing, inTree } from '../log/commitments'
import { Failure } from '../verdict/failure'

/** An entry of a certificate: as it stands in the tree, and what is made of it. */
export interface ReadEntry {
  readonly tree: JsonObject
  readonly data: JsonObject
  readonly masked?: boolean
}
export type EntryReader = (value: JsonObject, at: string) => ReadEntry

/** Whole: whoever may see a value computes its commitment himself. */
export const wholeEntry: EntryReader = (value, at) => ({ tree: inTree(value, at), data: objectIn(value, at) })

function objectIn({ data }: JsonObject, at: string): JsonObject {
  if (!isObject(data)) throw new Failure('format-shape', `${at}/data`)
  return data
}

/**
 * For outsiders: as entries stand in the tree, `tokens` beside for whom and what they name. A token stands for nothing else: amounts,
 * days and all other words are read from what the log holds. An entry of before stands there whole: what is read in it shows which of
 * its values are one, and its tokens must say the same. All that is named has a token: one that stood there itself would be another
 * than its token elsewhere, and count twice.
 */
export function maskedEntries(code = ''): EntryReader {
  const tokens = new Tokens(code === 'clients.inCity')
  const hosts = asksForHosts(code)
  return ({ tokens: given = {}, ...tree }, at) => {
    if (!isObject(given)) throw new Failure('format-shape', `${at}/tokens`)
    const hidden = hiddenIn(tree, at)
    const named = namedIn(tree, at)
    const data = new Changing(tree.data, at)
    for (const [path, token = ''] of Object.entries(given)) {
      const kind = KINDS.get(nameIn(path))
      if (!kind || (kind === 'text' && !named.has(path))) throw new Failure('tokens-misplaced', at, { path })
      data.change(path, (value) => {
        if (!hidden?.has(path)) tokens.check(kind, value, token, at)
        return token
      })
    }
    for (const path of named)
      if (!Object.hasOwn(given, path) && (hosts || nameIn(path) !== 'host'))
        throw new Failure('tokens-missing', at, { path })
    return { tree, data: data.value, masked: hidden !== undefined }
  }
}

const nameIn = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Whether somebody is one with a platform's host. Other figures show hosts, who are public, as they are. */
const asksForHosts = (code: string) =>
  code === 'clients.unrelated' ||
  (Object.hasOwn(PROGRAMME_FIGURES, code) && PROGRAMME_FIGURES[code].over === 'registers')

/** Where an entry names somebody or something: in what it says, in what waits in it, in what a correction says. */
function namedIn({ type, data }: JsonObject, at: string): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (its: Json | undefined, content: Json | undefined, path: string) => {
    if (!isObject(content)) return
    if (typeof its !== 'string') throw new Failure('entry-unreadable', at, { field: 'type' })
    for (const name of Object.keys(content))
      if (KINDS.has(name) && (name !== 'key' || KEYS_THAT_NAME.has(its))) found.add(path + name)
  }
  const inner = (it: Json | undefined, path: string) => {
    if (isObject(it)) look(it.type, it.data, `${path}/data/`)
  }
  look(type, data, '')
  if (!isObject(data)) return found
  inner(data.content, 'content')
  const change = isObject(data.change) ? data.change : {}
  inner(change.content, 'change/content')
  const waits = Array.isArray(change.contents) ? change.contents : []
  for (const [i, it] of waits.entries()) inner(it, `change/contents/${i}`)
  return found
}

/** Of members who are parties: their key often is a name. */
const KEYS_THAT_NAME: ReadonlySet<string> = new Set([
  ...['JointCentreEstablished', 'JointCentreDissolved', 'AffiliationDeclared', 'AffiliationEnded'],
  ...['BranchDeclared', 'BranchEnded'],
])

/** The paths of what the entry holds as commitments; undefined for one of before. Its salt would undo them. */
function hiddenIn({ metadata }: JsonObject, at: string): ReadonlySet<Json> | undefined {
  const masked = isObject(metadata) ? metadata.masked : undefined
  if (masked === undefined) return undefined
  if (!isObject(masked) || !Array.isArray(masked.fields) || masked.salt !== undefined)
    throw new Failure('entry-masked', at)
  return new Set(masked.fields as readonly Json[])
}

type Kind = 'party' | 'name' | 'number' | 'text'
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ...['client', 'payer', 'holder', 'party', 'headOffice', 'host'].map((it) => [it, 'party'] as const),
  ...['products', 'productsAdded', 'product', 'variety'].map((it) => [it, 'name'] as const),
  ['certificateNo', 'number'],
  ['key', 'text'],
])

/** One value one token, and one token one value, where both are seen. */
class Tokens {
  private readonly seen = new Map<string, string>()

  constructor(private readonly tellsCity: boolean) {}

  check(kind: Kind, value: Json, token: Json, at: string): void {
    const [values, tokens] = [this.identities(kind, value, at), this.identities(kind, token, at)]
    if (values.length !== tokens.length) throw new Failure('tokens-contradict', at)
    for (const [i, { one, about }] of values.entries()) {
      const its = tokens[i]
      this.pair(`${kind} value ${one}`, its.one, at)
      this.pair(`${kind} token ${its.one}`, one, at)
      if (about !== its.about) throw new Failure('tokens-contradict', at)
    }
  }

  private pair(one: string, other: string, at: string): void {
    if ((this.seen.get(one) ?? other) !== other) throw new Failure('tokens-contradict', at)
    this.seen.set(one, other)
  }

  /** What makes each value one, and what is asked about it beside. */
  private identities(kind: Kind, value: Json, at: string) {
    if (kind === 'party') {
      const party = new Fields({ party: value }, at).party('party')
      return [{ one: party.key, about: `${party.scheme} ${this.tellsCity && isHome(party)}` }]
    }
    return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((it) => {
      if (typeof it !== 'string') throw new Failure('entry-unreadable', at)
      return { one: ONE[kind](it), about: '' }
    })
  }
}

const ONE: Readonly<Record<Exclude<Kind, 'party'>, (text: string) => string>> = {
  name: sameName,
  number: sameNumber,
  text: (it) => it,
}
