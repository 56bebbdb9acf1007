/** Order of two values of one figure, exact beyond what a float holds; what has no value comes last. */
export function compareValues(a: string | null | undefined, b: string | null | undefined): number {
  if (a === b) return 0
  if (a === null || a === undefined) return 1
  if (b === null || b === undefined) return -1
  const [x, y] = [BigInt(a.replace('.', '')), BigInt(b.replace('.', ''))]
  return x < y ? -1 : x > y ? 1 : 0
}
