import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unavailable, writeWholeFile } from '@pilot-ledger/event-log'
import { CHECKPOINTS } from './checkpoint-file'
import type { LedgerProofOptions } from './options'
import { ownFolderIn } from './shared-checkpoints'

/** Under which name, one of its own, a service keeps its checkpoints among those of others. */
const NAME_FILE = 'proof.name'

/** The other folder that checkpoints are kept in. Throws `Unavailable` where it is not there, or looks like another one. */
export function elsewhereOf({ folder, elsewhere, shared }: LedgerProofOptions, isFirst: boolean): string | undefined {
  const told = shared ?? elsewhere
  if (told === undefined) return undefined
  if (!existsSync(told))
    throw new Unavailable('unreachable', `没有检查点目录 / there is no folder for checkpoints: ${told}`)
  const its = shared === undefined ? told : ownFolderIn(shared, nameIn(folder), isFirst)
  if (!isFirst) mustBeChosen(its)
  return its
}

function nameIn(folder: string): string {
  const file = join(folder, NAME_FILE)
  if (!existsSync(file)) writeWholeFile(file, randomBytes(8).toString('hex'))
  return readFileSync(file, 'utf8')
}

/** A folder without the file may be one whose disk is not mounted: what is kept there already would be passed over. */
function mustBeChosen(elsewhere: string): void {
  const file = join(elsewhere, CHECKPOINTS)
  if (existsSync(file)) return
  throw new Unavailable(
    'unreachable',
    `已有检查点，而另存目录中没有检查点文件 / there are checkpoints already and none in the other folder: ${elsewhere} · 目录未挂载？is it mounted?\n` +
      `若自此另存于该处，请先建空文件 / to begin keeping them there, make an empty file first: ${file}`,
  )
}
