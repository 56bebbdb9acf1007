/** A phone in the hand: then a table shows less beside each other and more under each other. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 640px)').matches
}
