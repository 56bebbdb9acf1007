import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpenIdLogIn, openAccess, type Role } from '@pilot-ledger/access'
import { DEFAULT_OLD_CHANGE_RULE, platformIdOf } from '@pilot-ledger/kernel'
import type { WitnessesTold } from '@pilot-ledger/proof'
import { pino } from 'pino'
import { READY_ACCOUNTS } from '../../apps/standalone/src/demonstration/accounts'
import { CMC } from '../../apps/standalone/src/demonstration/cmc-platform'
import { INSTRUMENTS } from '../../apps/standalone/src/demonstration/instruments-platform'
import { createStandalone, openLedger } from '../../apps/standalone/src/ledger'
import { demonstrationIn } from '../demonstration-folder.spec-support'

/** The demonstration served with its accounts, each logged in. */
export type DemonstrationFixture = Awaited<ReturnType<typeof openDemonstrationFixture>>

export async function openDemonstrationFixture(
  page?: string,
  datedDays = 10_000,
  witnesses: Partial<WitnessesTold> = {},
  /** What stands in the ledger before it is served. */
  seeded: (folder: string) => Promise<void> = demonstrationIn,
  /** Who may come, and how: where people log in beside, whom a second factor is required of, which accounts are there already. */
  {
    openIdLogIn,
    secondFactorFor,
    readyAccounts = READY_ACCOUNTS,
  }: { openIdLogIn?: OpenIdLogIn; secondFactorFor?: readonly Role[]; readyAccounts?: typeof READY_ACCOUNTS } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'town-'))
  await seeded(folder)
  const ledger = await openLedger({ folder, ...witnesses })
  const access = await openAccess({ folder, readyAccounts, secondFactorFor })
  // The demonstration's days are long past: here one person may record them, unless a story is about that.
  const oldChange = { ...DEFAULT_OLD_CHANGE_RULE, datedDays }
  const logger = pino({ level: 'silent' })
  const app = await createStandalone(ledger, { actor: '本机', access, oldChange, openIdLogIn, page, logger })
  const cookies = new Map<string, string>()
  for (const { name, password, role } of readyAccounts) {
    if (cookies.has(role)) continue
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { name, password } })
    cookies.set(role, String(answer.headers['set-cookie']).split(';')[0])
  }
  return {
    app,
    ledger,
    access,
    instruments: platformIdOf(INSTRUMENTS),
    cmc: platformIdOf(CMC),
    cookieOf: (role: string) => cookies.get(role) ?? '',
    get: (url: string, role: string) => app.inject({ url, headers: { cookie: cookies.get(role) ?? '' } }),
    async close() {
      await app.close()
      access.close()
      await ledger.close()
      rmSync(folder, { recursive: true })
    },
  }
}
