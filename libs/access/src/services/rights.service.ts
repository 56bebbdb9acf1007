import { type Checked, canonicalJson, isRefusal, type Refusal, refuse } from '@pilot-ledger/kernel'
import { v7 as uuidv7 } from 'uuid'
import type { AccountEvent } from '../definitions'
import {
  type Account,
  type AccountChange,
  accountNameKey,
  type NewAccount,
  parseNewAccount,
  statedOf,
} from '../domain/account'
import { approves, consentFault, type Grant, grantOf, grants, mayMakeAlone } from '../domain/two-persons'
import type { Store } from '../store'
import { inTransaction } from '../store/database'
import type { AccountProposal, ProposedPassword, Wanted } from '../store/proposals'
import { hashPassword, oneTimePassword, passwordInTwoParts, secretDigest, shownDigest } from '../store/secrets'
import { ACCOUNT_EXISTS, type AccountsService, type OneTime, UNKNOWN_ACCOUNT } from './accounts.service'

/** Who asks: an account of this ledger, or (without `account`) somebody an issuer vouches for. */
export interface Person {
  readonly actor: string
  readonly account?: string
}

/** Waits for a second person; whoever proposed holds the first part of the password that will come with it. */
export interface Proposed {
  readonly proposal: AccountProposal
  readonly firstPart: string
}

export interface Consented {
  readonly account: Account
  readonly secondPart: string
}

/** 授权: what an administrator asks for goes through here. What gives, or gives back, a right that approves waits for a second person. */
export class RightsService {
  constructor(
    private readonly store: Store,
    private readonly accounts: AccountsService,
    private readonly clock: () => number,
  ) {}

  /** Refusals: those of `parseNewAccount`, `account-exists`, and those of `propose`. */
  async create(account: NewAccount, by: Person): Promise<Checked<OneTime | Proposed>> {
    const parsed = parseNewAccount(account)
    if (isRefusal(parsed)) return parsed
    if (!approves(parsed.role)) return this.accounts.create(parsed, by.actor)
    const [alone, parts] = [oneTimePassword(), await inTwoParts()]
    const passwordHash = await hashPassword(alone)
    return inTransaction(this.store.database, () => {
      if (this.store.accounts.ofName(parsed.name)) return ACCOUNT_EXISTS
      const me = by.account === undefined ? undefined : this.store.accounts.ofId(by.account)
      if (me && mayMakeAlone(parsed.role, this.store.accounts.everConsentingBeside(me.id))) {
        const given = { passwordHash, changeNeeded: true }
        const made = this.accounts.insert(parsed, by.actor, given, {
          grant: this.grant(me.name),
          more: { alone: true },
        })
        return isRefusal(made) ? made : { account: made, oneTimePassword: alone }
      }
      const { name, displayName, role, platforms } = parsed
      return this.propose({ kind: 'create', name, displayName, role, platforms }, uuidv7(), by, parts)
    })
  }

  /** Refusals: `unknown-account`, those of `changedAccount`, and those of `propose`. */
  async change(id: string, change: AccountChange, by: Person): Promise<Checked<Account | Proposed>> {
    const parts = await inTwoParts()
    return inTransaction(this.store.database, () => {
      const would = this.accounts.wouldBe(id, change)
      if (isRefusal(would)) return would
      if (!grants(would.before, would.after)) return this.accounts.change(id, change, by.actor)
      const after = statedOf(would.after)
      return this.propose({ kind: 'change', name: would.before.name, change, after }, id, by, parts)
    })
  }

  /** Refusals: `unknown-account`, and those of `propose`. */
  async resetPassword(id: string, by: Person): Promise<Checked<OneTime | Proposed>> {
    const [alone, parts] = [oneTimePassword(), await inTwoParts()]
    const passwordHash = await hashPassword(alone)
    return inTransaction(this.store.database, () => {
      const account = this.store.accounts.ofId(id)
      if (!account) return UNKNOWN_ACCOUNT
      if (approves(account.role))
        return this.propose({ kind: 'reset', name: account.name, after: statedOf(account) }, id, by, parts)
      const reset = this.accounts.setPassword(id, by.actor, { passwordHash, changeNeeded: true })
      return isRefusal(reset) ? reset : { account: reset, oneTimePassword: alone }
    })
  }

  /** What waits, oldest first. */
  open(): readonly AccountProposal[] {
    return this.store.proposals.open().map(withoutPassword)
  }

  /** Whether there is, or ever was, a second person: before, two-person rules of accounts do not hold. */
  secondPersonMissing(): boolean {
    return this.store.accounts.everConsentingBeside('') < 2
  }

  /** Decided again, as things stand now. Refusals: `no-local-account`, `unknown-proposal`, those of `consentFault`, `account-changed-since`, those of the change. */
  consent(proposal: string, by: Person): Checked<Consented> {
    return inTransaction(this.store.database, () => {
      const it = this.store.proposals.ofId(proposal)
      if (!it) return UNKNOWN_PROPOSAL
      const consenter = by.account === undefined ? undefined : this.store.accounts.ofId(by.account)
      if (!consenter) return NO_LOCAL_ACCOUNT
      const fault = consentFault(it, consenter)
      if (fault) return fault
      const account = this.carryOut(it, by.actor, this.grant(it.proposedBy, consenter.name))
      if (isRefusal(account)) return account
      this.store.proposals.close(proposal)
      return { account, secondPart: it.secondPart }
    })
  }

  /** Refusals: `unknown-proposal`, `own-proposal` (that is withdrawn). */
  reject(proposal: string, by: Person, reason: string): Checked<'ok'> {
    return this.closing(proposal, by, { type: 'ProposalRejected', data: { reason, proposal } }, (it) =>
      it.proposedBy === by.actor ? OWN_PROPOSAL_WITHDRAWN : undefined,
    )
  }

  /** Refusals: `unknown-proposal`, `not-your-proposal`. */
  withdraw(proposal: string, by: Person): Checked<'ok'> {
    return this.closing(proposal, by, { type: 'ProposalWithdrawn', data: { proposal } }, (it) =>
      it.proposedBy === by.actor ? undefined : NOT_YOUR_PROPOSAL,
    )
  }

  /** Refusals: `no-local-account` (a person known to an issuer only may be another one here), `proposal-exists`. */
  private propose(wanted: Wanted, account: string, by: Person, parts: InTwoParts): Checked<Proposed> {
    if (by.account === undefined) return NO_LOCAL_ACCOUNT
    const same = (it: AccountProposal) =>
      it.kind === wanted.kind && accountNameKey(it.name) === accountNameKey(wanted.name)
    if (this.store.proposals.open().some(same)) return PROPOSAL_EXISTS
    const at = this.clock()
    const said = JSON.parse(JSON.stringify(wanted)) as Wanted
    const { passwordHash, secondPart } = parts
    const data = { ...said, secret: secretDigest(passwordHash), shown: shownDigest(passwordHash, secondPart) }
    const sequence = this.store.entries.append({ at, actor: by.actor, type: 'ChangeProposed', account, data })
    this.store.proposals.add(sequence, parts)
    const proposal = { ...wanted, proposal: String(sequence), at, proposedBy: by.actor, account }
    return { proposal, firstPart: parts.firstPart }
  }

  /** A right comes with its new password, whatever the account had before: who knew that one does not get the right with it. */
  private carryOut(it: AccountProposal & ProposedPassword, actor: string, grant: Grant): Checked<Account> {
    const given = { passwordHash: it.passwordHash, changeNeeded: true }
    const more = { proposal: it.proposal, proposedBy: it.proposedBy, alone: grant.alone }
    if (it.kind === 'create') return this.accounts.insert(it, actor, given, { id: it.account, grant, more })
    const would = this.accounts.wouldBe(it.account, it.kind === 'change' ? it.change : {})
    if (isRefusal(would)) return would
    // Another role given meanwhile, which nobody needs to consent to while the account is disabled, is not what was consented to.
    if (canonicalJson(statedOf(would.after)) !== canonicalJson(it.after)) return ACCOUNT_CHANGED_SINCE
    const changed = this.accounts.change(it.account, it.kind === 'change' ? it.change : {}, actor, { grant, more })
    return isRefusal(changed) ? changed : this.accounts.setPassword(it.account, actor, given, more)
  }

  private grant(proposedBy: string, consentedBy?: string): Grant {
    return grantOf(proposedBy, consentedBy, (name) => this.store.accounts.ofName(name)?.grant)
  }

  private closing(
    proposal: string,
    by: Person,
    event: AccountEvent,
    fault: (it: AccountProposal) => Refusal | undefined,
  ): Checked<'ok'> {
    return inTransaction(this.store.database, () => {
      const it = this.store.proposals.ofId(proposal)
      if (!it) return UNKNOWN_PROPOSAL
      const refusal = fault(it)
      if (refusal) return refusal
      this.store.entries.append({ at: this.clock(), actor: by.actor, account: it.account, ...event })
      this.store.proposals.close(proposal)
      return 'ok'
    })
  }
}

type InTwoParts = ProposedPassword & { readonly firstPart: string }

async function inTwoParts(): Promise<InTwoParts> {
  const { first, second, whole } = passwordInTwoParts()
  return { firstPart: first, secondPart: second, passwordHash: await hashPassword(whole) }
}

function withoutPassword({
  passwordHash: _hash,
  secondPart: _part,
  ...it
}: AccountProposal & ProposedPassword): AccountProposal {
  return it
}

const UNKNOWN_PROPOSAL = refuse('unknown-proposal', {
  zh: '没有此待同意事项，或已办结',
  en: 'there is no such proposal, or it is closed',
})
const PROPOSAL_EXISTS = refuse('proposal-exists', {
  zh: '同一事项已在等待同意',
  en: 'the same is waiting for consent already',
})
const ACCOUNT_CHANGED_SINCE = refuse('account-changed-since', {
  zh: '提出之后该账户已有变动，须撤回或退回后重新提出',
  en: 'the account has changed since this was proposed; it must be proposed anew',
})
const NOT_YOUR_PROPOSAL = refuse('not-your-proposal', {
  zh: '只有提出人可以撤回',
  en: 'only who proposed it may withdraw it',
})
const OWN_PROPOSAL_WITHDRAWN = refuse('own-proposal', {
  zh: '自己提出的事项请撤回',
  en: 'withdraw what you have proposed yourself',
})
/** Whoever an issuer vouches for has no account here, and may be the person behind another one. */
export const NO_LOCAL_ACCOUNT = refuse('no-local-account', {
  zh: '须以本台账的账户办理；由统一登录进入的没有本台账账户',
  en: 'this needs an account of this ledger; whoever comes from an issuer has none here',
})
