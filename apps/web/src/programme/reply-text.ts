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

/**
 * The service's plain text, an empty line between its parts: a title with paragraphs under numbered headings, footnotes `[n] …`,
 * and at its foot the checkpoint, of which the page prints its own.
 */
export function readReply(text: string): ReadReply {
  const [letter, ...further] = text.trimEnd().split('\n\n')
  const [title = '', ...body] = letter.split('\n')
  const notes = further.find((it) => NOTE.test(it))
  return {
    title,
    paragraphs: body.map((it) => ({
      text: it,
      heading: /^[一二三四五六七八九十]+、/.test(it),
      pieces: piecesOf(it),
    })),
    notes: notes === undefined ? [] : notes.split('\n').map(noteOf),
  }
}

const NOTE = /^\[(\d+)\] (.*)/

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
  const [, number, text] = NOTE.exec(line) ?? ['', '0', line]
  return { number: Number(number), text }
}
