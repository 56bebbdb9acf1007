import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import { isRefusal, refuseFields } from '@pilot-ledger/kernel'
import Ajv2020 from 'ajv/dist/2020'
import { ACCOUNT_EVENTS } from '../definitions'
import type { NewAccount } from '../domain/account'
import { type Access, type AccessStoreOptions, openAccess } from './access'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const INSTRUMENTS = '11111111-1111-5111-8111-111111111111'
export const PASSWORD = 'tram-lilac-oboe-9'

/** Of `PASSWORD`, and soon computed: a test in which people log in need not do the work that slows a guesser down. */
const SOON_COMPUTED = hash(PASSWORD, { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 })

/** Accounts in a folder of their own, and a clock that stands until it is moved. */
export class Office {
  now = Date.parse('2025-09-01T09:00:00+08:00')
  readonly folder = mkdtempSync(join(tmpdir(), 'access-'))
  access!: Access
  readonly clock = () => this.now

  /** @param newcomers whether whoever is employed has yet to change the password he was given: no entry says that he has */
  private constructor(private readonly newcomers: boolean) {}

  static async open(options: Partial<AccessStoreOptions> = {}, newcomers = false): Promise<Office> {
    const office = new Office(newcomers)
    await office.restart(options)
    return office
  }

  async restart(options: Partial<AccessStoreOptions> = {}): Promise<void> {
    if (this.access) this.access.close()
    this.access = await openAccess({ folder: this.folder, clock: this.clock, ...options })
  }

  /** Whatever a test has done to accounts, its entries are as they are defined. */
  close(): void {
    const faults = this.access.entries.page(0, 10_000).map(({ type, data }) => [type, faultIn(type, data)])
    this.access.close()
    rmSync(this.folder, { recursive: true })
    expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([])
  }

  /** An account whose password is `PASSWORD`, as if it had changed the one it was given; its id. */
  async employ(given: Partial<NewAccount> = {}, kept = SOON_COMPUTED): Promise<string> {
    const account: NewAccount = {
      name: 'wang.gong',
      displayName: '王工',
      role: 'platform',
      platforms: [INSTRUMENTS],
      ...given,
    }
    const password = { passwordHash: await kept, changeNeeded: this.newcomers }
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

const ajv = new Ajv2020({ strict: false })

function faultIn(type: string, data: object): string | undefined {
  const { fields } = ACCOUNT_EVENTS.of(type)
  const fault = refuseFields(fields, data)
  if (fault) return `${fault.pointer} ${fault.code}`
  const values = data as Readonly<Record<string, unknown>>
  const shaped = Object.entries(fields).filter(([name, { form }]) => form.kind === 'shaped' && name in values)
  return shaped.find(([name, { form }]) => !ajv.validate(form.schema, values[name]))?.[0]
}
