/**
 * What a spreadsheet may run when it opens a CSV: a text that begins with `=`, `+`, `-` or `@` (or a tab or line break), also
 * where these are full-width, which a Chinese Excel takes for the same, and where blanks or marks nobody sees stand before
 * them, which some programs drop.
 */
const RUNS = /^(?:[\t\r\n]|[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u

/** The text as it is written into a CSV: with an apostrophe where it would be run. */
export function asPlainText(text: string): string {
  return RUNS.test(text) ? `'${text}` : text
}

/** What such a cell says: the apostrophe stands for "this is text" and is no part of it. */
export function withoutApostrophe(text: string): string {
  return text[0] === "'" && RUNS.test(text.slice(1)) ? text.slice(1) : text
}
