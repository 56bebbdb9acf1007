import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@pilot-ledger/kernel'
import type { NewAccount } from '../domain/account'
import { hashPassword } from '../store/secrets'
import { type Access, type AccessStoreOptions, openAccess } from './access'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const INSTRUMENTS = '11111111-1111-5111-8111-111111111111'
export const PASSWORD = 'tram-lilac-oboe-9'

/** Accounts in a folder of their own, and a clock that stands until it is moved. */
export class Office {
  now = Date.parse('2025-09-01T09:00:00+08:00')
  readonly folder = mkdtempSync(join(tmpdir(), 'access-'))
  access!: Access
  readonly clock = () => this.now

  static async open(options: Partial<AccessStoreOptions> = {}): Promise<Office> {
    const office = new Office()
    await office.restart(options)
    return office
  }

  async restart(options: Partial<AccessStoreOptions> = {}): Promise<void> {
    if (this.access) this.access.close()
    this.access = await openAccess({ folder: this.folder, clock: this.clock, ...options })
  }

  close(): void {
    this.access.close()
    rmSync(this.folder, { recursive: true })
  }

  /** An account that has changed the password it was given to `PASSWORD`; its id. */
  async employ(given: Partial<NewAccount> = {}): Promise<string> {
    const account: NewAccount = {
      name: 'wang.gong',
      displayName: '王工',
      role: 'platform',
      platforms: [INSTRUMENTS],
      ...given,
    }
    const password = { passwordHash: await hashPassword(PASSWORD), changeNeeded: false }
    const made = this.access.accounts.insert(account, 'administrator', password)
    if (isRefusal(made)) throw new Error(made.en)
    return made.id
  }

  /** A session's token, or the code of the refusal. */
  async logIn(name = 'wang.gong', password = PASSWORD, address = '10.0.0.5'): Promise<string> {
    const answer = await this.access.logIn.logIn(name, password, address)
    return isRefusal(answer) ? answer.code : answer.token
  }

  actorOf(credential: string): string | undefined {
    return this.access.identify(credential)?.actor
  }
}
