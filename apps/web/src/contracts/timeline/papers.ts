import type { Entry } from '../../api/ask'
import type { Paper } from '../../papers/paper'
import { t, wordIn } from '../../words/word'
import { contentOf } from './content'

/**
 * What an entry of evidence proves now: the last of the corrections of the entry that it was attached to; undefined where it proves
 * the contract as a whole, `voided` where that entry no longer stands, as the service counts it.
 */
export function provedBy(evidence: Entry, entries: readonly Entry[]): Entry | 'voided' | undefined {
  const proved = contentOf(evidence)?.data.entry
  const named = (id: unknown) => entries.find((it) => it.entryId === id)
  let last = named(proved)
  if (proved === undefined || last === undefined) return undefined
  for (let next = named(last.supersededBy); next !== undefined; next = named(next.supersededBy)) last = next
  return last.live && contentOf(last) ? last : 'voided'
}

/** The paper that an entry of evidence names; `about` is what it was attached to. */
export function paperOf(entry: Entry, platform: string, about?: string): Paper | undefined {
  const content = contentOf(entry)
  if (content?.type !== 'EvidenceAttached') return undefined
  const { sha256, fileName, pages, kind } = content.data
  return {
    platform,
    sha256: String(sha256),
    fileName: String(fileName),
    pages: Number(pages),
    of: entry.entryId,
    about: [kind, about].filter(Boolean).join(' · '),
  }
}

/** The papers of a contract in the order of its list, the newest entry first; what no longer stands is seen too. */
export function papersOf(entries: readonly Entry[], platform: string): readonly Paper[] {
  const named = new Map(entries.map((it) => [it.entryId, contentOf(it)]))
  return [...entries].reverse().flatMap((it) => {
    const of = named.get(String(contentOf(it)?.data.entry))
    const paper = paperOf(it, platform, of && t(wordIn('entry', of.type)))
    return paper ? [paper] : []
  })
}
