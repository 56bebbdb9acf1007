/**
 * A mark of an axis in yuan as it is read: in 万, or in yuan where nothing on the axis reaches one, and all would read alike. `most`:
 * the largest amount that is drawn, whatever its sign.
 */
export const readMark = (mark: number, most: number) =>
  most < 10_000
    ? { unit: 'yuan' as const, amount: mark.toLocaleString() }
    : { unit: 'wan' as const, amount: (mark / 10_000).toLocaleString() }
