import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { AccessCommitted, AccountsBegunAnew, CommitmentEvent } from '../definitions/commitments'
import type { SizeAndRoot, TreeName } from './committed-tree'

export interface Said<Data> {
  /** Of the entry in the log. */
  readonly entry: number
  readonly data: Data
}

/** What an entry of the stream `access` says. */
export const said = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>) =>
  ({ type, data }) as unknown as CommitmentEvent

/** Whoever begins anew states the file as a commitment does; older entries of that have the counts alone. */
export function isStated(data: AccessCommitted | AccountsBegunAnew): data is AccessCommitted & typeof data {
  return data.accountEntriesRoot !== undefined && data.readsRoot !== undefined
}

export const statedIn = (it: AccessCommitted): [TreeName, SizeAndRoot][] => [
  ['accountEntries', { size: it.accountEntries, root: it.accountEntriesRoot }],
  ['reads', { size: it.reads, root: it.readsRoot }],
]

/** Whether somebody stands for it that what was committed of the file before is gone. Older entries give up all. */
export const givesUp = ({ file, lost }: AccountsBegunAnew, id: string) => file === id || (lost?.includes(id) ?? true)

/** What files of accounts are still held against: all that was committed of them and was not given up since. */
export class Standing {
  private stated: Said<AccessCommitted>[] = []
  private readonly anew: Said<AccountsBegunAnew>[] = []

  /** @param entry its number in the log */
  add(entry: number, event: Pick<RecordedEvent, 'type' | 'data'>): void {
    const { type, data } = said(event)
    if (type === 'AccessCommitted') this.stated.push({ entry, data })
    else if (type === 'AccountsBegunAnew') {
      this.stated = this.stated.filter((it) => !givesUp(data, it.data.file))
      this.anew.push({ entry, data })
      if (isStated(data)) this.stated.push({ entry, data })
    }
  }

  get commitments(): readonly Said<AccessCommitted>[] {
    return this.stated
  }

  /** Every time that somebody began anew. */
  get begunAnew(): readonly Said<AccountsBegunAnew>[] {
    return this.anew
  }

  /** The last word on each file. */
  get files(): ReadonlyMap<string, Said<AccessCommitted>> {
    return new Map(this.stated.map((it) => [it.data.file, it]))
  }
}
