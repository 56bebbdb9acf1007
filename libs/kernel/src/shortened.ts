/**
 * The beginning of a text that somebody gave, at most so many code units of it and never half a character: a character outside the
 * basic plane (𠮷, an emoji) is two of them, and the log takes no half.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  const isFirstHalf = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, isFirstHalf ? most - 1 : most)
}
