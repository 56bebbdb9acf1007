/** `refused`: it is there, and does not let the ledger in: its keys, its bucket, its region. */
export type StoreFault = 'disk-full' | 'not-writable' | 'unreachable' | 'refused'

/** The store cannot serve now. Nothing was stored by the call that got this. */
export class StoreUnavailable extends Error {
  readonly code = 'evidence-store-unavailable'
  constructor(
    readonly reason: StoreFault,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

/** What came is not what its name says: cut off, too long, or altered on the way. Nothing was stored. */
export class NotAsNamed extends Error {
  readonly code = 'evidence-not-as-named'
  constructor(
    readonly named: { readonly sha256: string; readonly size: number },
    readonly came: { readonly sha256: string; readonly size: number },
  ) {
    super(`${named.sha256}: ${named.size} bytes were named, ${came.size} bytes of ${came.sha256} came`)
  }
}

const NAME = /^[0-9a-f]{64}$/

/** A name becomes a path or a key: whatever else it is, is a mistake of the caller. */
export function checkedName(sha256: string): string {
  if (!NAME.test(sha256)) throw new TypeError('the name of a file is 64 lower-case hex digits')
  return sha256
}
