import type { EngagementContent } from '@pilot-ledger/engagements'
import { canonicalJson, type Json } from '@pilot-ledger/kernel'

/** What of a content is words: how things and people are called, and why. Numbers, codes, days and amounts are none. */
const WORDS: ReadonlySet<string> = new Set([
  'title',
  'name',
  'reason',
  'products',
  'productsAdded',
  'serviceCategories',
  'otherFunding',
])

/** 仅改文字: both say the same of every amount, day, number and party. */
export function sameButWords(before: EngagementContent, after: EngagementContent): boolean {
  return withoutWords(before) === withoutWords(after)
}

const withoutWords = (content: EngagementContent) =>
  canonicalJson(
    JSON.parse(JSON.stringify(content, (key, value) => (WORDS.has(key) ? undefined : value))) as unknown as Json,
  )
