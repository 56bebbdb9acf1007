import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Asking, Work } from './asking'

const COMMANDS = join(__dirname, '../../apps/cli/src/main.js')

/** What whoever keeps the service does beside it. */
export function keeping(asking: Asking, folder: string, scratch: string): Work[] {
  const command = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [COMMANDS, ...args], { maxBuffer: 2 ** 26 })
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
