interface Placed {
  readonly place: { readonly sheet?: string; readonly row?: number }
}
interface Listed {
  readonly counts: { readonly rows: number; readonly unread: number }
  readonly rows: readonly { readonly sheet: string; readonly row: number }[]
  readonly faults: readonly Placed[]
}

/** Rows that could not be read and so are not among the rows of a report, by sheet; undefined where its lists do not reach. */
export function unreadRows({ counts, rows, faults }: Listed): ReadonlyMap<string, readonly number[]> | undefined {
  if (rows.length < counts.rows) return undefined
  const read = new Set(rows.map((it) => `${it.row} ${it.sheet}`))
  const unread = new Map<string, number[]>()
  for (const { place } of faults) {
    const { sheet = '', row } = place
    if (row === undefined || read.has(`${row} ${sheet}`)) continue
    const its = unread.get(sheet) ?? []
    if (!its.includes(row)) its.push(row)
    unread.set(sheet, its)
  }
  return unread
}
