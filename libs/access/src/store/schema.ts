/** Times are milliseconds since 1970. What must not be rewritten is kept by triggers, not by good manners. */
const ROLES = "'platform', 'evaluator', 'finance', 'administrator', 'auditor'"
const accounts = (name: string) => `CREATE TABLE ${name} (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN (${ROLES})),
  platforms TEXT NOT NULL, password_hash TEXT NOT NULL, password_change_needed INTEGER NOT NULL,
  disabled_at INTEGER, created_at INTEGER NOT NULL,
  ready INTEGER NOT NULL DEFAULT 0, granted TEXT
) STRICT;`
const ACCOUNTS_KEPT = `
CREATE TRIGGER accounts_are_kept BEFORE DELETE ON accounts BEGIN SELECT raise(ABORT, 'accounts are disabled, not deleted'); END;
CREATE TRIGGER names_are_kept BEFORE UPDATE OF name, name_key ON accounts BEGIN SELECT raise(ABORT, 'names are kept'); END;
`
/** What a proposed account or reset will have for a password; gone when it is closed. The first part is nowhere but with its holder. */
const PROPOSED_PASSWORDS = `CREATE TABLE proposed_passwords (
  proposal INTEGER PRIMARY KEY, password_hash TEXT NOT NULL, second_part TEXT NOT NULL
) STRICT;`
/** Where an account has logged in from, and what was guessed at it since, until its holder has been told. */
const PLACES = `CREATE TABLE places (
  account TEXT NOT NULL REFERENCES accounts (id), address TEXT NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_by_address ON places (address);
CREATE TABLE guesses (
  account TEXT NOT NULL REFERENCES accounts (id), address TEXT NOT NULL, failures INTEGER NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;`
/**
 * 两步验证: the secret itself, for a code cannot be checked against a hash of it; recovery codes by their hashes, gone when they are
 * used; and what is offered until its first code has come.
 */
const SECOND_FACTORS = `CREATE TABLE second_factors (
  account TEXT PRIMARY KEY REFERENCES accounts (id), secret TEXT NOT NULL, enrolled_at INTEGER NOT NULL, last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_codes (
  account TEXT NOT NULL REFERENCES second_factors (account), code_hash TEXT NOT NULL, PRIMARY KEY (account, code_hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE offered_second_factors (
  account TEXT PRIMARY KEY REFERENCES accounts (id), secret TEXT NOT NULL, offered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`
/** 统一登录: log-ins that are on their way, of one browser each, and the sessions of whom an issuer vouched for. */
const AT_ISSUER = `CREATE TABLE issuer_log_ins (
  state_hash TEXT PRIMARY KEY, browser_hash TEXT NOT NULL, nonce TEXT NOT NULL, verifier TEXT NOT NULL, begun_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX issuer_log_ins_by_time ON issuer_log_ins (begun_at);
CREATE TABLE issuer_sessions (
  token_hash TEXT PRIMARY KEY, actor TEXT NOT NULL, sid TEXT, role TEXT NOT NULL CHECK (role IN (${ROLES})), platforms TEXT NOT NULL,
  created_at INTEGER NOT NULL, used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX issuer_sessions_of_actor ON issuer_sessions (actor);`

/**
 * Text that is said of a person goes when it has to, and its salt: blanks stand in its place, and the digest of both in that of the
 * salt. Both are as long as what was there, so that SQLite writes them over it and moves nothing about. Nothing else changes.
 */
const onlyForgotten = (text: string, columns: readonly string[]) =>
  [
    `OLD.${text} NOT LIKE ' %' AND NEW.${text} LIKE ' %' AND length(NEW.salt) = 32`,
    ...columns.map((it) => `NEW.${it} IS OLD.${it}`),
  ].join(' AND ')
const ENTRIES_STAY = `
CREATE TRIGGER account_entries_stay BEFORE UPDATE ON account_entries
  WHEN NOT (${onlyForgotten('data', ['sequence', 'at', 'actor', 'type', 'account'])})
  BEGIN SELECT raise(ABORT, 'entries are never rewritten'); END;
CREATE TRIGGER reads_stay BEFORE UPDATE ON reads
  WHEN NOT (${onlyForgotten('address', ['sequence', 'at', 'actor', 'role', 'action', 'platform', 'request'])} AND trim(NEW.address) = '')
  BEGIN SELECT raise(ABORT, 'entries are never rewritten'); END;
`
/** What somebody is looked up by, among the entries of years. */
const BY_WHOM = `
CREATE INDEX account_entries_of_account ON account_entries (account);
CREATE INDEX reads_of_actor ON reads (actor);
CREATE INDEX reads_of_platform ON reads (platform);
CREATE INDEX reads_of_both ON reads (actor, platform);
`
/** Which file of accounts this is, wherever it is copied to; and of the trees over its entries the hashes above the leaves. */
const COMMITTED = `
CREATE TABLE this_file (id TEXT NOT NULL) STRICT;
INSERT INTO this_file VALUES (lower(hex(randomblob(16))));
CREATE TABLE tree_nodes (
  tree TEXT NOT NULL, level INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (tree, level, place)
) STRICT, WITHOUT ROWID;
`

export const VERSION = 6
/** The version from which on its entries are committed to the log. */
export const FIRST_COMMITTED = 3
export const SCHEMA = `
${accounts('accounts')}
${ACCOUNTS_KEPT}

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL, used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_account ON sessions (account);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, account TEXT NOT NULL REFERENCES accounts (id),
  label TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, revoked_at INTEGER,
  scopes TEXT NOT NULL DEFAULT '["read","record"]', addresses TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX tokens_of_account ON tokens (account);

CREATE TABLE attempts (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last_at);
${PLACES}

CREATE TABLE account_entries (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL,
  account TEXT NOT NULL, data TEXT NOT NULL, salt BLOB
) STRICT;
CREATE TRIGGER account_entries_remain BEFORE DELETE ON account_entries BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
${PROPOSED_PASSWORDS}
${SECOND_FACTORS}
${AT_ISSUER}

CREATE TABLE reads (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
  action TEXT NOT NULL, platform TEXT, address TEXT NOT NULL, request TEXT NOT NULL, salt BLOB
) STRICT;
CREATE TRIGGER reads_remain BEFORE DELETE ON reads BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
${ENTRIES_STAY}
${BY_WHOM}
${COMMITTED}
`

/**
 * From the first version's file, with foreign keys switched off: SQLite changes a CHECK only by a table made anew
 * (https://sqlite.org/lang_altertable.html#otheralter). Tokens made before go on with all they could do; accounts of a
 * demonstration that still have its password are known by their entries; attempts were counted under other keys.
 */
export const FROM_VERSION_1 = `
${accounts('accounts_2')}
INSERT INTO accounts_2
  SELECT id, name, name_key, display_name, role, platforms, password_hash, password_change_needed, disabled_at, created_at,
    EXISTS (SELECT 1 FROM account_entries WHERE account = accounts.id AND type = 'AccountCreated' AND actor = 'local:demonstration')
      AND NOT EXISTS (SELECT 1 FROM account_entries WHERE account = accounts.id AND type IN ('PasswordChanged', 'PasswordReset')),
    NULL
  FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_2 RENAME TO accounts;
${ACCOUNTS_KEPT}
ALTER TABLE tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '["read","record"]';
ALTER TABLE tokens ADD COLUMN addresses TEXT NOT NULL DEFAULT '[]';
DELETE FROM attempts;
${PLACES}
${PROPOSED_PASSWORDS}
`

/**
 * From the second version's file: an entry there had the digest of all its text and of the entry before, in the clear; what it
 * says of persons could never have been forgotten. It has a salt instead, and the log the roots over all entries.
 */
export const FROM_VERSION_2 = `
DROP TRIGGER account_entries_stay;
DROP TRIGGER reads_stay;
ALTER TABLE account_entries DROP COLUMN digest;
ALTER TABLE account_entries ADD COLUMN salt BLOB;
ALTER TABLE account_entries ADD COLUMN erased TEXT;
UPDATE account_entries SET salt = randomblob(16);
ALTER TABLE reads ADD COLUMN salt BLOB;
ALTER TABLE reads ADD COLUMN erased TEXT;
UPDATE reads SET salt = randomblob(16);
CREATE TRIGGER account_entries_stay BEFORE UPDATE ON account_entries BEGIN SELECT 1; END;
CREATE TRIGGER reads_stay BEFORE UPDATE ON reads BEGIN SELECT 1; END;
${COMMITTED}
`

/**
 * From the third version's file: a salt was as long as half of what takes its place. HMAC fills its key up with zeros, so that a
 * salt with zeros behind it makes the digest that was committed. What was forgotten had its digest in a column of its own
 * (`bytes_of` reads base64).
 */
export const FROM_VERSION_3 = `
DROP TRIGGER account_entries_stay;
DROP TRIGGER reads_stay;
UPDATE account_entries SET salt = CAST(salt || zeroblob(16) AS BLOB) WHERE erased IS NULL;
UPDATE account_entries SET salt = bytes_of(erased), data = ' ' || data WHERE erased IS NOT NULL;
UPDATE reads SET salt = CAST(salt || zeroblob(16) AS BLOB) WHERE erased IS NULL;
UPDATE reads SET salt = bytes_of(erased), address = ' ' WHERE erased IS NOT NULL;
ALTER TABLE account_entries DROP COLUMN erased;
ALTER TABLE reads DROP COLUMN erased;
${ENTRIES_STAY}
${BY_WHOM}
`

/** From the fourth version's file: nobody had a second factor. */
export const FROM_VERSION_4 = SECOND_FACTORS
/** From the fifth's: nobody had logged in at an issuer from the page. */
export const FROM_VERSION_5 = AT_ISSUER
