/**
 * A function that reads what was sent, by its file and the name it is exported under. Its arguments and what it gives
 * go from process to process: plain values and bytes, no functions. Its file should need little: it is loaded before it reads.
 */
export interface Reading {
  readonly module: string
  readonly name: string
  readonly args: readonly unknown[]
}

/** What one reading may take. */
export interface ReadingLimits {
  /** Milliseconds that are waited for it, beside what its items are given. */
  readonly patience: number
  /** Milliseconds that each item it gave adds: a long file takes long, one that gives nothing does not. */
  readonly patienceOfItem: number
  /** Of the whole process, whatever takes them. */
  readonly memoryBytes: number
}

const MiB = 1_048_576
export const READING_LIMITS: ReadingLimits = { patience: 8_000, patienceOfItem: 0.5, memoryBytes: 768 * MiB }

/** To the process that reads. */
export type Order = { readonly read: Reading } | { readonly more: true }
/** From it; `idle`: it can be given the next. */
export type Report =
  | { readonly is: 'ready' }
  | { readonly is: 'items'; readonly items: readonly unknown[] }
  | { readonly is: 'done'; readonly result: unknown; readonly stays: boolean }
  | { readonly is: 'refused'; readonly refusals: readonly object[]; readonly status?: number; readonly stays: boolean }
  | { readonly is: 'failed'; readonly message: string; readonly stack: string; readonly stays: boolean }

/** Batches that may be on their way before the reader waits for who listens. */
export const BATCHES_AHEAD = 4
