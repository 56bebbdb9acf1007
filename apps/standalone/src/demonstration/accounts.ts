import { type Access, type ReadyAccount } from '@pilot-ledger/access'
import { isRefusal, platformIdOf } from '@pilot-ledger/kernel'
import { INSTRUMENTS } from './instruments-platform'

/** One account for each role, and a second evaluator: what needs two persons can be tried, rights with the auditor. Their passwords are no secret: the log-in page of the demonstration names them. */
export const READY_ACCOUNTS: readonly ReadyAccount[] = [
  {
    name: '演示登记员',
    displayName: '演示 · 平台登记员',
    role: 'platform',
    platforms: [platformIdOf(INSTRUMENTS)],
    password: 'demo-platform-clerk',
  },
  {
    name: '演示评价员',
    displayName: '演示 · 评价员',
    role: 'evaluator',
    platforms: [],
    password: 'demo-evaluator-role',
  },
  {
    name: '演示复核员',
    displayName: '演示 · 复核员',
    role: 'evaluator',
    platforms: [],
    password: 'demo-second-person',
  },
  { name: '演示财务', displayName: '演示 · 财务', role: 'finance', platforms: [], password: 'demo-finance-role-1' },
  {
    name: '演示管理员',
    displayName: '演示 · 管理员',
    role: 'administrator',
    platforms: [],
    password: 'demo-administrator',
  },
  { name: '演示审计', displayName: '演示 · 审计', role: 'auditor', platforms: [], password: 'demo-auditor-reads' },
]

/** A session of the evaluator, for printing what an evaluator sees. */
export async function evaluatorSession(access: Access): Promise<string> {
  const { name, password } = READY_ACCOUNTS[1]
  const session = await access.logIn.logIn(name, password, '127.0.0.1')
  if (isRefusal(session)) throw new Error(`${session.zh} / ${session.en}`)
  return session.token
}
