/**
 * Free text for a journal. In all three formats a line break begins another entry, `;` a comment, `|` a second half of the
 * description and `,` another tag; `"` and `\` end or bend a beancount string, `[…]` is a date to ledger. A client whose name
 * carries them could write entries of its own, so they become spaces, and so does every mark that nobody sees.
 */
export function plainText(text: string): string {
  return text.replace(/[;|,"\\[\]\p{C}\s]+/gu, ' ').trim()
}
