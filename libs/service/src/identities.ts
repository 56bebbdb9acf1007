import { resolve } from 'node:path'
import type { DynamicModule } from '@nestjs/common'
import {
  type Access,
  type AccessCommitter,
  accessModule,
  type FirstPassword,
  OpenIdLogIn,
  openAccess,
  openIdVerifier,
  type ProvenLog,
  type ReadyAccount,
  type Role,
  SECOND_FACTOR_ROLES,
  type TokenVerifier,
  withoutAccounts,
} from '@pilot-ledger/access'
import { engagementStream, platformOfContract } from '@pilot-ledger/engagements'
import type { EventLog } from '@pilot-ledger/event-log'
import type { ReadinessCheck } from '@pilot-ledger/http'
import { DEFAULT_OLD_CHANGE_RULE, type OldChangeRule } from '@pilot-ledger/kernel'

/** Who may come to a service, how that is proved, and what needs two of them. */
export interface Identities {
  /** Absent: without accounts, everything is recorded by one actor. */
  readonly access?: Access
  /** Who commits its entries to the log. */
  readonly commitments?: AccessCommitter
  readonly openId?: TokenVerifier
  /** Where people log in from the page too. */
  readonly openIdLogIn?: OpenIdLogIn
  /** Where browsers reach the service; https makes the session's cookie Secure. */
  readonly publicUrl?: string
  readonly oldChange?: OldChangeRule
  /** Proxies whose word about the client's address is believed. */
  readonly trustedProxies?: string
}

export interface IdentityChoice {
  /** The folder of `access.db`; services of one machine may share it. */
  readonly folder?: string
  readonly withoutAccounts?: boolean
  /** Where the service listens: without accounts only this machine may come. */
  readonly host: string
  readonly oldChangeDays?: string
  readonly readyAccounts?: readonly ReadyAccount[]
}

type Environment = Readonly<Record<string, string | undefined>>
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** In words for a usage text. */
export const IDENTITY_USAGE = `  --no-accounts 不设账户，仅限本机地址 · without accounts, on a loopback address only
  --old-change-days N 登记满 N 天的记录须经复核方可更正或作废，缺省 30 · changes of entries as old need a second person
  PILOT_LEDGER_OPENID_ISSUER, _AUDIENCE, _ROLE_CLAIM, _PLATFORMS_CLAIM：OpenID Connect
  PILOT_LEDGER_OPENID_CLIENT, _CLIENT_SECRET, _TITLE：网页统一登录，须有 PUBLIC_URL · log-in of people at the issuer, from the page
  PILOT_LEDGER_SESSION_MINUTES：无操作多少分钟后退出登录，缺省 60 · minutes without anybody after which a session ends
  PILOT_LEDGER_SECOND_FACTOR=required：管理员、审计与评价员须启用两步验证 · administrators, auditors and evaluators need a second factor
  PILOT_LEDGER_PUBLIC_URL, PILOT_LEDGER_TRUSTED_PROXIES`

/** Opens accounts and issuer as the options and the environment say. Throws, in words for whoever starts the service. */
export async function openIdentities(
  choice: IdentityChoice,
  environment: Environment = process.env,
): Promise<Identities> {
  const publicUrl = environment.PILOT_LEDGER_PUBLIC_URL
  const trustedProxies = environment.PILOT_LEDGER_TRUSTED_PROXIES
  const oldChange = { ...DEFAULT_OLD_CHANGE_RULE, days: daysOf(choice.oldChangeDays) }
  if (choice.withoutAccounts) {
    if (!LOOPBACK.test(choice.host))
      throw new Error(
        `不设账户时只能监听本机地址 / without accounts only a loopback address can be served: ${choice.host}`,
      )
    return { trustedProxies }
  }
  const folder = choice.folder ?? environment.PILOT_LEDGER_ACCESS
  if (folder === undefined)
    throw new Error(
      '请以 --access 指明账户目录，或以 --no-accounts 声明不设账户 / name the folder of the accounts with --access, or say --no-accounts',
    )
  const openId = openIdOf(environment)
  const openIdLogIn = openIdLogInOf(environment)
  const sessions = sessionTimes(environment.PILOT_LEDGER_SESSION_MINUTES)
  const secondFactorFor = secondFactorRoles(environment.PILOT_LEDGER_SECOND_FACTOR)
  const { readyAccounts } = choice
  const access = await openAccess({ folder: resolve(folder), readyAccounts, sessions, secondFactorFor })
  return { access, openId, openIdLogIn, publicUrl, oldChange, trustedProxies }
}

/** How long a session lasts with nobody at it. */
function sessionTimes(text: string | undefined): { idle?: number } {
  if (text === undefined) return {}
  const minutes = Number(text)
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 720)
    throw new Error(`PILOT_LEDGER_SESSION_MINUTES: 5–720；无效 not so: ${text}`)
  return { idle: minutes * 60_000 }
}

/** Whom a second factor is required of. */
function secondFactorRoles(text: string | undefined): readonly Role[] {
  if (text === undefined || text === '' || text === 'optional') return []
  if (text === 'required') return SECOND_FACTOR_ROLES
  throw new Error(`PILOT_LEDGER_SECOND_FACTOR: required, optional；无效 not so: ${text}`)
}

function openIdOf(environment: Environment): TokenVerifier | undefined {
  const issuer = environment.PILOT_LEDGER_OPENID_ISSUER
  const audience = environment.PILOT_LEDGER_OPENID_AUDIENCE
  const client = environment.PILOT_LEDGER_OPENID_CLIENT
  if (issuer === undefined && audience === undefined) return undefined
  // People log in there from the page; no token of a program is asked for.
  if (audience === undefined && client !== undefined) return undefined
  // An ID token is made for the client: it tells who has logged in, and must open nothing by itself.
  if (audience !== undefined && audience === client)
    throw new Error(
      'PILOT_LEDGER_OPENID_AUDIENCE 不得与 _CLIENT 相同，否则登录凭证（ID token）即可当令牌用 / must differ, or ID tokens would be bearer tokens',
    )
  if (issuer === undefined || audience === undefined)
    throw new Error(
      'OpenID Connect 须同时给出 PILOT_LEDGER_OPENID_ISSUER 与 _AUDIENCE / an issuer needs both, with an audience',
    )
  const { PILOT_LEDGER_OPENID_ROLE_CLAIM: role, PILOT_LEDGER_OPENID_PLATFORMS_CLAIM: platforms } = environment
  return openIdVerifier({ issuer, audience, claims: { role, platforms } })
}

function openIdLogInOf(environment: Environment): OpenIdLogIn | undefined {
  const client = environment.PILOT_LEDGER_OPENID_CLIENT
  if (client === undefined) return undefined
  const { PILOT_LEDGER_OPENID_ISSUER: issuer, PILOT_LEDGER_PUBLIC_URL: publicUrl } = environment
  if (issuer === undefined || publicUrl === undefined)
    throw new Error(
      '网页统一登录须同时给出 PILOT_LEDGER_OPENID_ISSUER 与 PILOT_LEDGER_PUBLIC_URL / log-in at an issuer needs both',
    )
  const { PILOT_LEDGER_OPENID_ROLE_CLAIM: role, PILOT_LEDGER_OPENID_PLATFORMS_CLAIM: platforms } = environment
  const clientSecret = environment.PILOT_LEDGER_OPENID_CLIENT_SECRET
  const title = environment.PILOT_LEDGER_OPENID_TITLE ?? '统一身份认证'
  const redirect = `${publicUrl.replace(/\/$/, '')}/api/session/issuer/return`
  return new OpenIdLogIn({ issuer, client, clientSecret, redirect, title, claims: { role, platforms } })
}

function daysOf(text: string | undefined): number {
  const days = Number(text ?? DEFAULT_OLD_CHANGE_RULE.days)
  if (Number.isInteger(days) && days >= 0) return days
  throw new Error(`天数无效 / not a number of days: ${text}`)
}

/** What whoever starts the service is told: his first password, and where rules of two persons do not hold. */
export function textsAtStart({ access }: Identities): readonly string[] {
  if (!access) return [NO_TWO_PERSONS]
  const missing = access.rights.secondPersonMissing() ? [SECOND_PERSON_MISSING] : []
  return access.firstPassword ? [firstPasswordText(access.firstPassword), ...missing] : missing
}

/** Printed once: it is in no log, and the file goes when it has been used. */
function firstPasswordText({ account, oneTimePassword, file }: FirstPassword): string {
  return `首次登录 first log-in: ${account.name} / ${oneTimePassword}  (一次性密码，另存于 one-time, also in ${file})`
}

const NO_TWO_PERSONS =
  '不设账户：凡须两人办理的规则均不成立，每条记录同一登记人 · without accounts no rule of two persons holds: everybody here is one and the same person'
const SECOND_PERSON_MISSING =
  '二人规则尚不成立，还缺第二位管理员或一位审计：首位管理员可单独设立其一（账户上注明），此后评价、财务、管理员、审计的授权与密码重置须另一人同意 · the rule of two persons does not hold yet, a second administrator or an auditor is missing: the first administrator may make that one alone (it is marked so); from then on rights that approve need another person’s consent'

/** A service whose accounts are not what its log has commitments of goes on, and is not ready. */
export function accountsReadiness({ commitments }: Identities): readonly ReadinessCheck[] {
  return commitments ? [{ name: 'accounts', fault: () => commitments.failure }] : []
}

/** What stands before every route of a service: accounts and rights, or one actor who may do everything. */
export function accessModules(
  log: Pick<EventLog, 'readStream'>,
  { access, openId, openIdLogIn, publicUrl }: Identities,
  proven?: ProvenLog,
): readonly DynamicModule[] {
  if (!access) return [withoutAccounts()]
  return [accessModule({ access, openId, openIdLogIn, publicUrl, proven, platformOf: (id) => platformOf(log, id) })]
}

/** The platform of a contract, from the log itself: what was just signed belongs to its platform at once. */
async function platformOf(log: Pick<EventLog, 'readStream'>, engagementId: string): Promise<string | undefined> {
  const { events } = await log.readStream(engagementStream(engagementId), { limit: 1 })
  return events[0] && platformOfContract(events[0])
}
