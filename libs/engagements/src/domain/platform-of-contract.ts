import type { DomainEvent } from '@pilot-ledger/kernel'

/** The platform of a contract, which the first entry of its stream names: its signing, or the proposal of it. */
export function platformOfContract(first: DomainEvent): string | undefined {
  const { type, data } = first as Stored
  if (type !== SIGNING && (type !== 'ChangeProposed' || data.change?.kind !== 'entries')) return undefined
  return platformsSigned(first)[0]
}

/**
 * The platforms that signings in an entry of a contract name: its own, one that waits in it, one that a correction puts in the place
 * of another. All of a stream name the one that its first entry names: figures and the completeness map could differ otherwise.
 */
export function platformsSigned(entry: DomainEvent): readonly string[] {
  const { type, data } = entry as Stored
  if (type === SIGNING) return [data.platform ?? '']
  // Nearly every entry, and each is asked.
  if (data.change === undefined && data.content === undefined) return NONE
  const held = [...(data.change?.contents ?? []), data.change?.content, data.content]
  return held.flatMap((it) => (it?.type === SIGNING ? [it.data?.platform ?? ''] : []))
}

const SIGNING = 'ContractSigned'
const NONE: readonly string[] = []

/** As far as it is looked at here; whoever writes the store by hand may leave any of it out. */
interface Stored {
  readonly type: string
  readonly data: {
    readonly platform?: string
    readonly content?: Held
    readonly change?: { readonly kind?: string; readonly content?: Held; readonly contents?: readonly Held[] }
  }
}
interface Held {
  readonly type?: string
  readonly data?: { readonly platform?: string }
}
