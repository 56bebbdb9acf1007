import { defineEvent, EventDefinitions, type EventOf, field } from '@pilot-ledger/kernel'

const MOST = Number.MAX_SAFE_INTEGER
const FILE = field.text(36, '账户库', 'File of accounts')
const root = (zh: string, en: string) => field.matching(/^[A-Za-z0-9+/]{43}=$/, zh, en)

/**
 * What the log says of `access.db`, on one stream: sizes and roots and nothing of what they are over. Several files may be
 * committed to one log, each by the id that it has: those of the machines of a cluster.
 */
const ALL = [
  defineEvent({
    type: 'AccessCommitted',
    zh: '账户承诺',
    en: 'accounts committed',
    summary: ['accountEntries', 'reads'],
    fields: {
      file: FILE,
      accountEntries: field.whole(0, MOST, '账户记录条数', 'Account entries'),
      accountEntriesRoot: root('账户记录树根', 'Root over account entries'),
      reads: field.whole(0, MOST, '查阅记录条数', 'Reads'),
      readsRoot: root('查阅记录树根', 'Root over reads'),
    },
  }),
  defineEvent({
    type: 'AccountsBegunAnew',
    zh: '账户库重新起算',
    en: 'accounts begun anew',
    summary: ['reason'],
    fields: {
      /** The one that is there from now on; what was committed of it before is not asked for any more. */
      file: FILE,
      /** What it had then: it is held against that from now on. Older entries have the counts alone. */
      accountEntries: field.whole(0, MOST, '账户记录条数', 'Account entries'),
      accountEntriesRoot: field.maybe(root('账户记录树根', 'Root over account entries')),
      reads: field.whole(0, MOST, '查阅记录条数', 'Reads'),
      readsRoot: field.maybe(root('查阅记录树根', 'Root over reads')),
      /** Files that were committed and are gone. Without it, in older entries: all others. */
      lost: field.maybe(field.texts(36, '不再有的账户库', 'Files that are gone')),
      reason: field.text(500, '理由', 'Reason', { example: '原机损毁，账户库无备份' }),
    },
  }),
] as const

export const COMMITMENT_EVENTS = new EventDefinitions<(typeof ALL)[number]>(ALL)
export type CommitmentEvent = EventOf<(typeof ALL)[number]>
export type AccessCommitted = Extract<CommitmentEvent, { type: 'AccessCommitted' }>['data']
export type AccountsBegunAnew = Extract<CommitmentEvent, { type: 'AccountsBegunAnew' }>['data']
