import { join } from 'node:path'
import type { Checkpoint } from '../domain/checkpoint'
import { sameHash } from '../domain/hash'
import type { VerifierKey } from '../domain/keys'
import type { LogTree } from '../keeping/log-tree'
import { CHECKPOINTS, CheckpointFile, cosignedBeside } from '../signing/checkpoint-file'
import type { WitnessAddress } from './addresses'
import { CosignedCheckpoints } from './cosigned-checkpoints'
import { Witnesses } from './witnesses'

export interface WitnessedLedger {
  readonly folder: string
  readonly elsewhere?: string
  readonly witnesses?: readonly WitnessAddress[]
  readonly cosignatures?: number
  readonly onNote?: (text: string) => void
}

/** Undefined where nobody is to be asked. */
export async function openWitnesses(
  log: VerifierKey,
  tree: LogTree,
  { folder, elsewhere, witnesses = [], cosignatures: required = 0, onNote }: WitnessedLedger,
): Promise<Witnesses | undefined> {
  if (witnesses.length === 0) return undefined
  const folders = elsewhere === undefined ? [folder] : [folder, elsewhere]
  const files: CheckpointFile[] = []
  for (const it of folders) files.push(await CheckpointFile.open(cosignedBeside(join(it, CHECKPOINTS))))
  const keys = witnesses.map(({ key }) => key)
  const isOfLog = ({ size, root }: Checkpoint) => size <= tree.size && sameHash(tree.root(size), root)
  const cosigned = new CosignedCheckpoints(files, log, keys, isOfLog)
  return new Witnesses(log, tree, witnesses, cosigned, { required, onNote })
}
