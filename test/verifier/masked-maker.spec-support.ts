import { createHash } from 'node:crypto'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { nameKey, numberKey, partyKey } from '@pilot-ledger/kernel'
import { hidden, type Loose } from './certificate-maker.spec-support'

/** What is masked here, listed apart from the ledger's definitions. */
const PARTIES = ['client', 'payer', 'holder', 'party', 'headOffice']
const NAMES = ['products', 'productsAdded', 'product', 'variety']
const IDENTITIES = [...PARTIES, ...NAMES, 'certificateNo', 'key', 'host']
const HIDDEN = [...PARTIES, ...NAMES, 'certificateNo', 'title', 'invoice', 'reason', 'bankReference', 'checklist']

/** Where the key often names the member, who is a party. */
const KEYED = /^(JointCentre|Affiliation|Branch)/

/** Where values under these names stand, also in what an entry holds of others. */
function pathsOf(names: readonly string[], { type, data }: Loose, at = ''): string[] {
  const { content, change } = data
  const waits = (change?.contents ?? []).map((it: Loose, i: number) => [`change/contents/${i}/data/`, it])
  const inner = [['content/data/', content], ['change/content/data/', change?.content], ...waits]
  return [
    ...names.filter((it) => data[it] !== undefined && (it !== 'key' || KEYED.test(type))).map((it) => at + it),
    ...inner.flatMap(([path, it]) => (it?.data ? pathsOf(names, it, at + path) : [])),
  ]
}

/** The log with a salt for the entries chosen, as they are recorded since values may be masked. */
export const salted = (log: readonly RecordedEvent[], chosen: (index: number) => boolean, more: string[] = []) =>
  log.map((it, index): RecordedEvent => {
    if (!chosen(index)) return it
    const salt = createHash('md5').update(String(index)).digest('base64')
    const masked = { fields: pathsOf([...HIDDEN, ...more], it), salt }
    return { ...it, metadata: { ...it.metadata, idempotencyKey: `k${index}`, masked } }
  })

/** The same certificate for outsiders. */
export function forOutsiders(certificate: Loose): Loose {
  const tokens = new Map<string, string>()
  const token = (identity: string) => {
    const known = tokens.get(identity) ?? `M${tokens.size + 100}`
    tokens.set(identity, known)
    return known
  }
  const party = ({ id }: Loose) => {
    const its = `M0000000${token(partyKey(id))}`
    return { id: { ...id, ...(id.country && { country: 'ZZ' }), value: its }, name: its }
  }
  const standIn = (name: string, value: Loose): Loose => {
    if (Array.isArray(value)) return value.map((it) => standIn(name, it))
    if (typeof value === 'object') return party(value)
    if (name === 'key') return token(`key ${value}`)
    return name === 'certificateNo' ? token(`no ${numberKey(value)}`) : token(`name ${nameKey(value)}`)
  }
  const at = (data: Loose, path: string) => path.split('/').reduce((it, name) => it[name], data)
  let whole = 0
  const streams = certificate.streams.map(({ stream, entries }: Loose) => ({
    stream,
    entries: entries.map((it: Loose) => {
      if (!it.metadata.masked) whole++
      const paths = pathsOf(IDENTITIES, it)
      const its = Object.fromEntries(
        paths.map((path) => [path, standIn(path.split('/').at(-1) ?? '', at(it.data, path))]),
      )
      return { ...hidden(it), ...(paths.length > 0 && { tokens: its }) }
    }),
  }))
  const [, kind] = certificate.format.split('/')
  const format = `pilot-ledger/masked-${kind.replace('figure-', '')}`
  return { ...certificate, format, streams, whole }
}
