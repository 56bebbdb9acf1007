import type { Part, Reply } from './reply'

/** The reply as plain text, its footnotes at the end, and under them what the ledger was when it was written. */
export function replyAsText({ paragraphs, notes }: Reply, foot: readonly string[] = []): string {
  const body = paragraphs.map(({ parts }) => parts.map(asText).join(''))
  const under = foot.length > 0 ? ['', ...foot] : []
  return `${[...body, '', ...notes.map((it, i) => `[${i + 1}] ${it}`), ...under].join('\n')}\n`
}

function asText(part: Part): string {
  return typeof part === 'string' ? part : `${part.number}[${part.note}]`
}
