import type { EngagementHistory } from './decide'
import type { EngagementContent } from './events'

type Attached = Extract<EngagementContent, { type: 'EvidenceAttached' }>['data']

/** A paper that proves something, and whether it is that entry's own or the contract's as a whole. */
export type EvidenceFor = Pick<Attached, 'sha256' | 'kind' | 'fileName' | 'pages'> & {
  readonly of: 'contract' | 'entry'
}

/** The id under which an entry lives now; undefined for one that was voided, or is none of this contract. */
export function nameNow({ live, superseded }: EngagementHistory, entry: string): string | undefined {
  const last = lastName(superseded, entry)
  return live.some(({ id }) => id === last) ? last : undefined
}

function lastName(superseded: EngagementHistory['superseded'], entry: string): string {
  let last = entry
  for (let next = superseded.get(last); next !== undefined; next = superseded.get(last)) last = next
  return last
}

/**
 * 佐证材料 of one entry: those attached to it, by whatever id of its chain of corrections (`entry` may be any of them), then those of
 * the contract as a whole. Without an entry the latter alone.
 */
export function evidenceFor(history: EngagementHistory, entry?: string): readonly EvidenceFor[] {
  const now = entry === undefined ? undefined : nameNow(history, entry)
  const papers = history.live.flatMap(({ content }) => (content.type === 'EvidenceAttached' ? [content.data] : []))
  const proves = (named: string) =>
    named === entry || (now !== undefined && lastName(history.superseded, named) === now)
  const told = (of: EvidenceFor['of'], { sha256, kind, fileName, pages }: Attached) => ({
    sha256,
    kind,
    fileName,
    pages,
    of,
  })
  return [
    ...papers.filter((it) => it.entry !== undefined && proves(it.entry)).map((it) => told('entry', it)),
    ...papers.filter((it) => it.entry === undefined).map((it) => told('contract', it)),
  ]
}
