import type { RecordedEvent } from '@pilot-ledger/event-log'
import type { AccessCommitted, AccountsBegunAnew, CommitmentEvent } from '../definitions/commitments'
import type { SizeAndRoot, TreeName } from './committed-tree'

export interface Said<Data> {
  /** Of the entry in the log. */
  readonly entry: number
  readonly data: Data
  /** When the log took it in. */
  readonly at?: number
}

/** That somebody began anew, and what had been stated of which files, the last of each, that nobody is held to since. */
export interface BegunAnew extends Said<AccountsBegunAnew> {
  readonly givenUp: readonly Said<AccessCommitted>[]
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
  private readonly gone: Said<AccessCommitted>[] = []
  private readonly anew: BegunAnew[] = []

  /** @param entry its number in the log */
  add(entry: number, event: Pick<RecordedEvent, 'type' | 'data'> & Partial<Pick<RecordedEvent, 'recordedAt'>>): void {
    const { type, data } = said(event)
    const at = event.recordedAt
    if (type === 'AccessCommitted') this.stated.push({ entry, data, at })
    else if (type === 'AccountsBegunAnew') {
      const givenUp = this.stated.filter((it) => givesUp(data, it.data.file))
      this.stated = this.stated.filter((it) => !givesUp(data, it.data.file))
      this.gone.push(...givenUp)
      this.anew.push({ entry, data, at, givenUp: [...lastOfEach(givenUp).values()] })
      if (isStated(data)) this.stated.push({ entry, data, at })
    }
  }

  get commitments(): readonly Said<AccessCommitted>[] {
    return this.stated
  }

  /** What nobody is held to any more. */
  get givenUp(): readonly Said<AccessCommitted>[] {
    return this.gone
  }

  /** Every time that somebody began anew. */
  get begunAnew(): readonly BegunAnew[] {
    return this.anew
  }

  /** The last word on each file. */
  get files(): ReadonlyMap<string, Said<AccessCommitted>> {
    return lastOfEach(this.stated)
  }
}

const lastOfEach = (list: readonly Said<AccessCommitted>[]) => new Map(list.map((it) => [it.data.file, it]))
