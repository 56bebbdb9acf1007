import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRIVATE_FILE, privateFile } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { openStore, type Store } from '../store'
import { closeAccessDatabase } from '../store/database'
import { oneTimePassword } from '../store/secrets'
import { AccountsService, type OneTime } from './accounts.service'
import { removeSecondFactor } from './second-factor.service'

export const FIRST_ADMINISTRATOR = 'administrator'
/** Who stands for what is done at the machine itself, by somebody who may read its files. No account can be called so. */
export const AT_THE_MACHINE = 'local:machine'

export interface FirstPassword extends OneTime {
  /** The file that holds it too, until it has been used. */
  readonly file: string
}

/** Longer than making it takes; a file that is older was left by somebody who was stopped in between. */
const BEING_MADE_MS = 60_000

const fileIn = (folder: string) => join(folder, 'administrator-password.txt')

/** On a ledger without an administrator: makes one, with a random password to be printed once. Undefined otherwise. */
export async function ensureAdministrator(
  store: Store,
  folder: string,
  clock: () => number,
): Promise<FirstPassword | undefined> {
  if (existsSync(fileIn(folder))) privateFile(fileIn(folder))
  if (store.accounts.administratorsBeside('') > 0) return undefined
  // Several services may share the folder: whoever begins first makes it, the others see its file and leave it.
  const written = statSync(fileIn(folder), { throwIfNoEntry: false })?.mtimeMs
  if (written !== undefined && Date.now() - written < BEING_MADE_MS) return undefined
  return setUp(store, folder, clock)
}

/**
 * The reset command: a new one-time password for `name` (made an enabled administrator if it is not), and an end to what it
 * had. Works on the folder of a running service too. Who can run it can read and change the data anyway.
 */
export async function resetAdministrator(
  folder: string,
  { name = FIRST_ADMINISTRATOR, clock = Date.now }: { name?: string; clock?: () => number } = {},
): Promise<FirstPassword> {
  const store = openStore(folder)
  try {
    return await setUp(store, folder, clock, name)
  } finally {
    closeAccessDatabase(store.database)
  }
}

/** The password has been used: nobody needs to find it any more. */
export function forgetFirstPassword(folder: string): void {
  rmSync(fileIn(folder), { force: true })
}

async function setUp(
  store: Store,
  folder: string,
  clock: () => number,
  name: string = FIRST_ADMINISTRATOR,
): Promise<FirstPassword> {
  const accounts = new AccountsService(store, clock)
  const password = oneTimePassword()
  const file = fileIn(folder)
  // Before the account: stopped in between, an account whose password nobody has seen would be left.
  rmSync(file, { force: true })
  writeFileSync(file, `${name}\n${password}\n`, { mode: PRIVATE_FILE, flag: 'wx' })
  const known = store.accounts.ofName(name)
  const answer = known
    ? await accounts.resetPassword(known.id, AT_THE_MACHINE, password)
    : await accounts.create(
        { name, displayName: '管理员', role: 'administrator', platforms: [] },
        AT_THE_MACHINE,
        password,
      )
  // Whoever can run this stands at the machine: what else he would need may be lost as well.
  if (known) removeSecondFactor(store, known, '本机重置 reset at the machine', AT_THE_MACHINE, clock())
  if (isRefusal(answer)) throw new Error(`${answer.zh} / ${answer.en}`)
  if (known && (known.role !== 'administrator' || known.disabledAt !== undefined)) {
    accounts.change(known.id, { role: 'administrator', disabled: false }, AT_THE_MACHINE)
  }
  store.attempts.forgetName(name)
  return { ...answer, file }
}
