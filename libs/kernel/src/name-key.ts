/**
 * The identity of a name that has no code: products, varieties, lines. Width, case and spaces of typing make no other
 * thing of it, nor marks nobody sees: NFKC, format characters dropped, white space collapsed, trimmed, lower case.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/**
 * The identity of a number somebody gave: a contract's, a batch's, a bank slip's. Typed with a Chinese keyboard `C－１` is
 * `c-1`, and pasted from a document it may carry spaces and marks nobody sees: NFKC, white space and format characters
 * dropped, every dash one dash, upper case. Without it one contract would be counted under two spellings (H6).
 */
export function numberKey(no: string): string {
  return no
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .toUpperCase()
}
