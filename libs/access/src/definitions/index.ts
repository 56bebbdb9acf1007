import {
  type DataOf,
  defineEvent,
  EventDefinitions,
  type EventOf,
  field,
  listOf,
  maybe,
  oneOf,
  shape,
  text,
  whole,
  yesNo,
} from '@pilot-ledger/kernel'
import { ROLES, TOKEN_SCOPES } from '../domain/identity'

export { approves } from '../domain/two-persons'
export * from './commitments'

/** What is said of an account wherever an entry says it. */
const SAID = { displayName: text, role: oneOf(...ROLES), platforms: listOf(text), disabled: yesNo }
const account = (zh: string, en: string) => field.shaped(shape(SAID), zh, en)

const DISPLAY_NAME = field.text(80, '姓名', 'Name', { example: '王工' })
const ROLE = field.choice(ROLES, '角色', 'Role')
const PLATFORMS = field.texts(36, '绑定的平台', 'Platforms')
const PROPOSAL = field.text(20, '待同意事项', 'Proposal')
/** What ended with the act: whoever had got in by what was before. */
const ENDED = {
  sessionsEnded: field.whole(0, Number.MAX_SAFE_INTEGER, '结束的登录', 'Sessions ended'),
  tokensEnded: field.whole(0, Number.MAX_SAFE_INTEGER, '吊销的令牌', 'Tokens revoked'),
}
/** Of what two persons did: where it was asked for, by whom, and whether one could have done all of it. */
const BY_TWO = {
  proposal: field.maybe(PROPOSAL),
  proposedBy: field.maybe(field.text(250, '提出人', 'Proposed by')),
  alone: field.maybe(field.flag('单人办理', 'By one person alone')),
}

/** The same of the session that began. */
const SESSION = field.maybe(field.matching(/^[A-Za-z0-9+/]{43}=$/, '登录凭据的摘要', 'Digest of the session'))
/** Of what is kept of a secret, so that another in its place is found out: it has a salt, or is random throughout, and tells nothing. */
const SECRET = field.maybe(field.matching(/^[A-Za-z0-9+/]{43}=$/, '所存凭据的摘要', 'Digest of the secret'))
const REASON = field.text(500, '理由', 'Reason', { example: '未经任命' })

export type ByTwo = DataOf<typeof BY_TWO>

/**
 * Everything that can be said of accounts. They stand in `access.db` beside the secrets and not on the log (see `AccountEntries`),
 * and are not corrected: what a person did to an account has been done.
 */
const ALL = [
  defineEvent({
    type: 'AccountCreated',
    zh: '新建',
    en: 'created',
    summary: ['name', 'displayName', 'role'],
    fields: {
      name: field.text(80, '账户名', 'Account name', { example: 'wang.gong' }),
      displayName: DISPLAY_NAME,
      role: ROLE,
      platforms: PLATFORMS,
      disabled: field.flag('停用', 'Disabled'),
      secret: SECRET,
      ...BY_TWO,
    },
  }),
  defineEvent({
    type: 'AccountChanged',
    zh: '修改',
    en: 'changed',
    summary: [],
    fields: { before: account('变更前', 'Before'), after: account('变更后', 'After'), ...BY_TWO },
  }),
  defineEvent({
    type: 'PasswordChanged',
    zh: '修改密码',
    en: 'password changed',
    summary: [],
    fields: { ...ENDED, secret: SECRET, session: SESSION },
  }),
  defineEvent({
    type: 'PasswordReset',
    zh: '重置密码',
    en: 'password reset',
    summary: [],
    fields: { ...ENDED, secret: SECRET, ...BY_TWO },
  }),
  defineEvent({
    type: 'ChangeProposed',
    zh: '提出授权',
    en: 'right proposed',
    summary: ['name', 'role'],
    fields: {
      kind: field.choice(['create', 'change', 'reset'], '事项', 'Kind'),
      name: field.text(80, '账户名', 'Account name'),
      displayName: field.maybe(DISPLAY_NAME),
      role: field.maybe(ROLE),
      platforms: field.maybe(PLATFORMS),
      change: field.maybe(
        field.shaped(
          shape({
            displayName: maybe(SAID.displayName),
            role: maybe(SAID.role),
            platforms: maybe(SAID.platforms),
            disabled: maybe(SAID.disabled),
          }),
          '变更',
          'Change',
        ),
      ),
      /** The whole account that is consented to. */
      after: field.maybe(account('变更后', 'After')),
      /** Of the password that it will come with. */
      secret: SECRET,
      /** Of that and of its second part, which is shown to whoever consents. Older entries do not say. */
      shown: SECRET,
    },
  }),
  defineEvent({
    type: 'ProposalRejected',
    zh: '不同意授权',
    en: 'right rejected',
    summary: ['reason'],
    fields: { proposal: PROPOSAL, reason: REASON },
  }),
  defineEvent({
    type: 'ProposalWithdrawn',
    zh: '撤回授权',
    en: 'right withdrawn',
    summary: [],
    fields: { proposal: PROPOSAL },
  }),
  defineEvent({
    type: 'LoggedIn',
    zh: '登录',
    en: 'logged in',
    summary: ['address'],
    fields: {
      address: field.text(64, '地址', 'Address'),
      session: SESSION,
      /** Beside the password, of an account that has one. */
      secondFactor: field.maybe(field.choice(['code', 'recovery'], '两步验证', 'Second factor')),
      /** Of the recovery code that was used up. */
      recoveryCode: SECRET,
      wrongPasswordsBefore: field.maybe(
        field.shaped(listOf(shape({ address: text, failures: whole })), '此前密码错误', 'Wrong passwords before'),
      ),
    },
  }),
  /** By whom an issuer vouched for: there is no account, and the entry is of the name that entries of the log bear. */
  defineEvent({
    type: 'LoggedInAtIssuer',
    zh: '统一登录',
    en: 'logged in at the issuer',
    summary: ['address', 'role'],
    fields: {
      address: field.text(64, '地址', 'Address'),
      session: field.matching(/^[A-Za-z0-9+/]{43}=$/, '登录凭据的摘要', 'Digest of the session'),
      role: ROLE,
      platforms: PLATFORMS,
    },
  }),
  defineEvent({
    type: 'SecondFactorEnrolled',
    zh: '启用两步验证',
    en: 'second factor enrolled',
    summary: [],
    fields: {
      secret: field.matching(/^[A-Za-z0-9+/]{43}=$/, '所存凭据的摘要', 'Digest of the secret'),
      recoveryCodes: field.texts(44, '恢复码的摘要', 'Digests of the recovery codes'),
      sessionsEnded: ENDED.sessionsEnded,
      /** Of the first: tokens made before it were made by the password alone. Of one that replaces another there is none. */
      tokensEnded: field.maybe(ENDED.tokensEnded),
    },
  }),
  defineEvent({
    type: 'SecondFactorRemoved',
    zh: '解除两步验证',
    en: 'second factor taken away',
    summary: ['reason'],
    fields: { ...ENDED, reason: REASON },
  }),
  defineEvent({ type: 'SessionsRevoked', zh: '强制下线', en: 'logged out everywhere', summary: [], fields: ENDED }),
  defineEvent({
    type: 'TokenCreated',
    zh: '新建令牌',
    en: 'token made',
    summary: ['label'],
    fields: {
      token: field.text(36, '令牌 id', 'Token'),
      label: field.text(80, '用途', 'Label', { example: '月报脚本' }),
      expiresAt: field.whole(0, Number.MAX_SAFE_INTEGER, '到期时刻', 'Expires at'),
      scopes: field.choices(TOKEN_SCOPES, '权限', 'Scopes'),
      addresses: field.texts(49, '地址', 'Addresses'),
      secret: SECRET,
    },
  }),
  defineEvent({
    type: 'TokenRevoked',
    zh: '吊销令牌',
    en: 'token revoked',
    summary: [],
    fields: { token: field.text(36, '令牌 id', 'Token') },
  }),
  /** Found when the file of accounts was brought to its third version: the digests of the second did not follow from each other. */
  defineEvent({
    type: 'ChainBroken',
    zh: '此前的账户记录曾被改动',
    en: 'earlier entries had been altered',
    summary: ['entry'],
    fields: { entry: field.whole(1, Number.MAX_SAFE_INTEGER, '自第几条起', 'From entry') },
  }),
  /** Lawfully, by a command at the machine: the digests of what was said of him stay, so that every proof holds. */
  defineEvent({
    type: 'PersonForgotten',
    zh: '依法删除个人信息',
    en: 'personal data erased',
    summary: ['name', 'ground'],
    fields: {
      name: field.text(250, '账户名', 'Account name'),
      ground: field.text(500, '依据', 'Ground', { example: '本人申请，个人信息保护法第四十七条' }),
      entries: field.whole(0, Number.MAX_SAFE_INTEGER, '账户记录条数', 'Account entries'),
      reads: field.whole(0, Number.MAX_SAFE_INTEGER, '查阅记录条数', 'Reads'),
      /** Of reads those up to this one, of account entries those before this: clocks go back. Older entries do not say. */
      upToRead: field.maybe(field.whole(0, Number.MAX_SAFE_INTEGER, '至查阅记录第几条', 'Up to read')),
    },
  }),
] as const

export const ACCOUNT_EVENTS = new EventDefinitions<(typeof ALL)[number]>(ALL)
export type AccountEvent = EventOf<(typeof ALL)[number]>
export type AccountEventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>
