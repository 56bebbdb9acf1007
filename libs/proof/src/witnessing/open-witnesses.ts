import type { Checkpoint } from '../domain/checkpoint'
import { sameHash } from '../domain/hash'
import type { VerifierKey } from '../domain/keys'
import type { LogTree } from '../keeping/log-tree'
import { CheckpointFile, cosignedBeside } from '../signing/checkpoint-file'
import type { WitnessAddress } from './addresses'
import { CosignedCheckpoints } from './cosigned-checkpoints'
import { Witnesses } from './witnesses'

export interface WitnessedLedger {
  readonly witnesses?: readonly WitnessAddress[]
  readonly cosignatures?: number
  readonly onNote?: (text: string) => void
}

/**
 * Undefined where nobody is to be asked.
 * @param checkpoints the files of those that are signed: beside each stand the cosigned ones
 */
export async function openWitnesses(
  log: VerifierKey,
  tree: LogTree,
  checkpoints: readonly string[],
  { witnesses = [], cosignatures: required = 0, onNote }: WitnessedLedger,
): Promise<Witnesses | undefined> {
  if (witnesses.length === 0) return undefined
  const files: CheckpointFile[] = []
  for (const it of checkpoints) files.push(await CheckpointFile.open(cosignedBeside(it)))
  const keys = witnesses.map(({ key }) => key)
  const isOfLog = ({ size, root }: Checkpoint) => size <= tree.size && sameHash(tree.root(size), root)
  const cosigned = new CosignedCheckpoints(files, log, keys, isOfLog)
  return new Witnesses(log, tree, witnesses, cosigned, { required, onNote })
}
