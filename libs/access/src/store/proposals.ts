import type { AccountChange, AccountStated } from '../domain/account'
import type { Role } from '../domain/identity'
import { type AccountEntry, entryOf } from './account-entries'
import type { Database } from './database'
import type { EntryRow } from './leaves'

/** What an administrator wants done, as its entry says it; `after` is the whole account that is consented to. */
export type Wanted =
  | {
      readonly kind: 'create'
      readonly name: string
      readonly displayName: string
      readonly role: Role
      readonly platforms: readonly string[]
    }
  | { readonly kind: 'change'; readonly name: string; readonly change: AccountChange; readonly after: AccountStated }
  | { readonly kind: 'reset'; readonly name: string; readonly after: AccountStated }

/** 待同意事项: waits for a second person; its id is the sequence of its entry. */
export type AccountProposal = Wanted & {
  readonly proposal: string
  readonly at: number
  readonly proposedBy: string
  /** The account concerned; of a new one the id that it will have. */
  readonly account: string
}

/** The password that comes with what is proposed: nobody but who takes both parts together knows it. */
export interface ProposedPassword {
  readonly passwordHash: string
  readonly secondPart: string
}

const OPEN = `SELECT account_entries.*, password_hash, second_part FROM proposed_passwords
  JOIN account_entries ON sequence = proposal ORDER BY sequence`

/** What waits, with its passwords. What was proposed, and what became of it, stands in the entries. */
export class Proposals {
  constructor(private readonly database: Database) {}

  add(proposal: number, { passwordHash, secondPart }: ProposedPassword): void {
    this.database.prepare('INSERT INTO proposed_passwords VALUES (?, ?, ?)').run(proposal, passwordHash, secondPart)
  }

  open(): (AccountProposal & ProposedPassword)[] {
    const rows = this.database.prepare(OPEN).all() as unknown as (EntryRow & {
      password_hash: string
      second_part: string
    })[]
    return rows.map((row) => ({
      ...proposalOf(entryOf(row)),
      passwordHash: row.password_hash,
      secondPart: row.second_part,
    }))
  }

  ofId(proposal: string): (AccountProposal & ProposedPassword) | undefined {
    return this.open().find((it) => it.proposal === proposal)
  }

  close(proposal: string): void {
    this.database.prepare('DELETE FROM proposed_passwords WHERE proposal = ?').run(Number(proposal))
  }
}

function proposalOf({ sequence, at, actor, account, data }: AccountEntry): AccountProposal {
  const { secret: _secret, shown: _shown, ...wanted } = data as unknown as Wanted & { secret?: string; shown?: string }
  return { ...(wanted as Wanted), proposal: String(sequence), at, proposedBy: actor, account }
}
