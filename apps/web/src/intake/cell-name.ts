interface Page {
  readonly sheet?: string
  readonly row?: number
  readonly column?: number
}

/** As the spreadsheet names it: `F12`; the row alone where the whole row is meant, nothing where the sheet is. */
export function cellName({ row, column }: Page): string {
  return `${column ? letters(column) : ''}${row ?? ''}`
}

function letters(column: number): string {
  const [before, last] = [Math.floor((column - 1) / 26), (column - 1) % 26]
  return `${before > 0 ? letters(before) : ''}${String.fromCharCode(65 + last)}`
}
