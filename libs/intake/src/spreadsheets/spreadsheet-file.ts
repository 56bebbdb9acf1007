/** A file in memory, or one on this machine's disk: larger ones are better left there. */
export type SpreadsheetFile = Uint8Array | { readonly path: string }
