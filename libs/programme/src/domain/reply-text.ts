import type { Part, Reply } from './reply'
import { headLines, type ReplyHead } from './reply-head'

/**
 * The reply as plain text, its footnotes at the end, and under them what the ledger was when it was written. What makes a letter of
 * it stands where it stands on paper.
 */
export function replyAsText({ paragraphs, notes }: Reply, foot: readonly string[] = [], head: ReplyHead = {}): string {
  const { docNo, addressee, signer, date } = headLines(head)
  const [title, ...text] = paragraphs.map(({ parts }) => parts.map(asText).join(''))
  const letter = [docNo, title, addressee, ...text, signer, date].filter((it) => it !== undefined)
  const under = foot.length > 0 ? ['', ...foot] : []
  return `${[...letter, '', ...notes.map((it, i) => `[${i + 1}] ${it}`), ...under].join('\n')}\n`
}

function asText(part: Part): string {
  return typeof part === 'string' ? part : `${part.number}[${part.note}]`
}
