const repeated = (row: string, rows: number) => Array(rows).fill(row).join(', ')

/**
 * The statements of the embedded log, each with what it binds.
 *
 * AUTOINCREMENT is load-bearing: positions are given in commit order by the only writer and never reused, so a reader can
 * never be shown 7 before 6 exists (the gap that made most event stores lose events). A rolled-back append gives its
 * positions back, so they are gapless too, and reading checks it.
 *
 * An entry is one JSON text under one digest: what is served is what was hashed, and reading costs one string, one hash and
 * one parse. Measured beside ten columns: 2.0 times the reading rate. The columns `stream`, `revision` and `event_id` only
 * find entries; an entry they lead to is believed by its own text.
 *
 * A stream is a small number in order of appearance, so that importing new streams appends to `events_by_stream` instead of
 * scattering over it. Its head is kept twice, in `heads` and as the last revision in `events_by_stream`: one damaged page can
 * make one of two trees forget, not both (see Streams). `heads` is narrow so that its pages are few: they are what keeping
 * it costs.
 *
 * Event ids are 16-byte blobs: as text they cost 1.2 times the time of an append. They derive from request keys, so they are
 * random-like: an index of them takes a page to write and sync for each, and the more the larger the log. So a known one is
 * found without (see Ids).
 */
export const SQL = {
  /** Whether it was busy, frames in the write-ahead log, how many of them have been moved into the file */
  walState: 'PRAGMA wal_checkpoint(NOOP)',
  checkpoint: 'PRAGMA wal_checkpoint(PASSIVE)',

  /** ?1 after stream */
  readStreams: 'SELECT stream, name, name_check FROM streams WHERE stream > ?1 ORDER BY stream',
  /** The last number that has a name and the last one that has an entry; null where there is none */
  countStreams: 'SELECT (SELECT max(stream) FROM streams), (SELECT max(stream) FROM events)',
  /** ?1 stream; its name, the name's check, head and last revision, each null where there is none */
  streamRow: `SELECT (SELECT name FROM streams WHERE stream = ?1), (SELECT name_check FROM streams WHERE stream = ?1),
    (SELECT head FROM heads WHERE stream = ?1), (SELECT max(revision) FROM events WHERE stream = ?1)`,
  /** ?1 stream ?2 name ?3 check of the name */
  addStream: 'INSERT INTO streams (stream, name, name_check) VALUES (?1, ?2, ?3)',
  /** of each stream, new or not: stream, head */
  setHeads: (streams: number) => `INSERT INTO heads (stream, head) VALUES ${repeated('(?, ?)', streams)}
    ON CONFLICT (stream) DO UPDATE SET head = excluded.head`,
  readHeads: 'SELECT stream, head FROM heads ORDER BY stream',

  /**
   * of each entry: position, stream, revision, id, entry, digest (hex). FAIL: rows before one that is refused stay until
   * their transaction is taken back. To take them back by itself a statement would keep a copy of each page it changes.
   */
  addEvents: (entries: number) => `INSERT OR FAIL INTO events (position, stream, revision, event_id, entry, digest)
    VALUES ${repeated("(?, ?, ?, unhex(?, '-'), ?, unhex(?))", entries)}`,
  lastPosition: 'SELECT max(position) FROM events',
  /** ?1 after position ?2 limit */
  readAll: 'SELECT entry, lower(hex(digest)) FROM events WHERE position > ?1 ORDER BY position LIMIT ?2',
  /** ?1 stream ?2 first revision ?3 limit */
  readForward: `SELECT entry, lower(hex(digest)), position FROM events
    WHERE stream = ?1 AND revision >= ?2 ORDER BY revision LIMIT ?3`,
  /** ?1 stream ?2 last revision ?3 limit */
  readBackward: `SELECT entry, lower(hex(digest)), position FROM events
    WHERE stream = ?1 AND revision <= ?2 ORDER BY revision DESC LIMIT ?3`,
  /** ?1 after position ?2 limit; the id as the row has it, and the beginning of the entry, in which it stands as well */
  readIds:
    'SELECT position, hex(event_id), substr(entry, 1, 160) FROM events WHERE position > ?1 ORDER BY position LIMIT ?2',
  /** ?1 after position ?2 up to position ?3 limit; without dashes, as the rows have them */
  readBareIds: `SELECT position, hex(event_id) FROM events
    WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3`,
  /** ?1 after position ?2 limit; everything, for verifying */
  readRows: `SELECT entry, lower(hex(digest)), position, stream, revision, hex(event_id) FROM events
    WHERE position > ?1 ORDER BY position LIMIT ?2`,
} as const
