import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Asking, Work } from './asking'

const COMMANDS = join(__dirname, '../../apps/cli/src/main.js')

/** What whoever keeps the service does beside it. */
export function keeping(asking: Asking, folder: string, scratch: string): Work[] {
  const command = async (...args: readonly string[]) => {
    const done = promisify(execFile)(process.execPath, [COMMANDS, ...args], { maxBuffer: 2 ** 26 })
    // What is wrong is said on the one or the other.
    await done.catch(({ message, stdout }) => {
      throw new Error(`${message} ${stdout}`)
    })
  }
  return [
    { what: 'a rebuild of the figures', run: () => asking.post('/api/read-model/rebuild') },
    {
      what: 'a backup beside it',
      async run() {
        const to = join(scratch, 'backup')
        await command('backup', '--data', folder, '--to', to)
        rmSync(to)
      },
    },
    { what: 'a check of everything beside it', run: () => command('verify', '--data', folder) },
  ]
}
