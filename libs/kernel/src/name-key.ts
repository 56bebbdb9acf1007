/**
 * The identity of a name that has no code: products, varieties, lines. Width, case and spaces of typing make no other
 * thing of it: NFKC, white space collapsed, trimmed, lower case.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
}
