/** A piece of a paragraph: text, or the number of the footnote that the text before it carries; `at` tells pieces apart. */
export type Piece = { readonly at: number; readonly text: string } | { readonly at: number; readonly note: number }

export interface ReadReply {
  readonly title: string
  readonly paragraphs: readonly {
    readonly text: string
    readonly heading: boolean
    readonly pieces: readonly Piece[]
  }[]
  readonly notes: readonly { readonly number: number; readonly text: string }[]
}

/** The service's plain text: a title, paragraphs under numbered headings, an empty line, footnotes `[n] …`. */
export function readReply(text: string): ReadReply {
  const lines = text.trimEnd().split('\n')
  const gap = lines.lastIndexOf('')
  const [title = '', ...body] = lines.slice(0, gap === -1 ? undefined : gap)
  return {
    title,
    paragraphs: body.map((it) => ({
      text: it,
      heading: /^[一二三四五六七八九十]+、/.test(it),
      pieces: piecesOf(it),
    })),
    notes: gap === -1 ? [] : lines.slice(gap + 1).map(noteOf),
  }
}

/** `911.68[4] 万元` */
function piecesOf(text: string): Piece[] {
  let at = 0
  return text.split(/(\[\d+\])/).map((it) => {
    const begins = at
    at += it.length
    const note = /^\[(\d+)\]$/.exec(it)?.[1]
    return note === undefined ? { at: begins, text: it } : { at: begins, note: Number(note) }
  })
}

function noteOf(line: string) {
  const [, number, text] = /^\[(\d+)\] (.*)$/.exec(line) ?? ['', '0', line]
  return { number: Number(number), text }
}
