import type { Part, Reply } from './reply'

/** The reply as plain text, its footnotes at the end. */
export function replyAsText({ paragraphs, notes }: Reply): string {
  const body = paragraphs.map(({ parts }) => parts.map(asText).join(''))
  return `${[...body, '', ...notes.map((it, i) => `[${i + 1}] ${it}`)].join('\n')}\n`
}

function asText(part: Part): string {
  return typeof part === 'string' ? part : `${part.number}[${part.note}]`
}
