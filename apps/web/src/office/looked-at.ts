/** A word of this page; plain text here, so that the service's table of routes can be held against it. */
type LookedWord = `looked.${string}`

/** What of the ledger was looked at: its word, and where it can be looked at again. */
export interface LookedAt {
  readonly word: LookedWord
  /** What of it: a figure, a month, a paper, by its name in the address. */
  readonly of?: string
  readonly contract?: string
  readonly figure?: string
  /** The business days and the moment that were asked for. */
  readonly from?: string
  readonly to?: string
  readonly asOf?: string
  /** What was searched for. */
  readonly text?: string
}

/** The first that fits. Groups are named as the fields of `LookedAt`. */
const PLACES: readonly (readonly [path: RegExp, word: LookedWord])[] = [
  [/^\/api\/proposals$/, 'looked.proposals'],
  [/^\/api\/engagements$/, 'looked.contracts'],
  [/^\/api\/search$/, 'looked.search'],
  [/^\/api\/engagements\/(?<contract>[^/]+)(\/entries)?$/, 'looked.contract'],
  [/\/figures\/changes$/, 'looked.changes'],
  [/\/figures\/(?:total\/)?(?<figure>[^/]+)\/certificate$/, 'looked.certificate'],
  [/\/figures\/(?<figure>[^/]+)\/(entries|groups)$/, 'looked.figure'],
  [/\/(published-figures|letters?)\b/, 'looked.letter'],
  [/\/reply\b/, 'looked.reply'],
  [/\/bridge(\/entries|\.xlsx|\.csv)?$/, 'looked.bridge'],
  [/\/closes\/(?<of>[^/]+)\//, 'looked.close'],
  [/\/closing-checklist$/, 'looked.checklist'],
  [/\/(over-)?shared-documents$/, 'looked.shared'],
  [/\/known$/, 'looked.known'],
  [/\/reconciliation\//, 'looked.reconciliation'],
  [/\/waiting-imports\b/, 'looked.imports'],
  [/\/evidence(-volumes)?\//, 'looked.evidence'],
  [/\/samples(\/|$)/, 'looked.samples'],
  [/\/audit$/, 'looked.audit'],
  [/\/seal\/certificate$/, 'looked.sealCertificate'],
  [/\/since-sealing$/, 'looked.sinceSealing'],
  [/\/indicators\/(?<of>[^/]+)\/rows$/, 'looked.indicator'],
  [/\/papers\/|workbook\.xlsx$/, 'looked.paper'],
  [/^\/api\/rounds\/[^/]+\/platforms\/[^/]+$/, 'looked.assessment'],
  [/\/journal$/, 'looked.journal'],
  [/^\/api\/(entries$|log\/)/, 'looked.log'],
]

/** Of a request as it was noted (`GET /api/…`); undefined where this page is older than the route. */
export function lookedAt(request: string): LookedAt | undefined {
  const [, path = '', query = ''] = /^\S+ ([^?]*)\??(.*)$/.exec(request) ?? []
  const place = PLACES.find(([pattern]) => pattern.test(path))
  if (!place) return undefined
  const params = new URLSearchParams(query)
  const said = (name: string) => params.get(name) ?? undefined
  return {
    word: place[1],
    ...place[0].exec(path)?.groups,
    from: said('from'),
    to: said('to'),
    asOf: said('asOf'),
    text: said('text'),
  }
}
