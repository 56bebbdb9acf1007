import { privateFolder, takeWriterLock } from '@pilot-ledger/event-log'
import { verifierKeyText } from '@pilot-ledger/proof'
import { KeptCheckpoints } from './kept-checkpoints'
import { trustedLogs } from './trusted-logs'
import { Witness } from './witness'
import { witnessKey } from './witness-key'

export interface WitnessOptions {
  /** Its own folder. */
  readonly folder: string
  readonly name?: string
  /** Keys of the logs that it cosigns, and a file with more. */
  readonly logs: readonly string[]
  readonly logsFile?: string
  readonly clock?: () => number
}

export interface OpenWitness {
  readonly witness: Witness
  readonly verifierKey: string
  /** Who this is and what it has cosigned last. */
  statement(): string
  close(): void
}

/** One process at a time has the folder: two could each keep what the other does not know. Throws `Unavailable`. */
export function openWitness({ folder, name, logs, logsFile, clock }: WitnessOptions): OpenWitness {
  privateFolder(folder)
  const lock = takeWriterLock(folder)
  try {
    const key = witnessKey(folder, name)
    const trusted = trustedLogs(logs, logsFile)
    const kept = new KeptCheckpoints(folder, key)
    // What is kept and not its own is told before anybody is answered.
    for (const it of trusted.origins()) kept.last(it)
    const verifierKey = verifierKeyText(key)
    return {
      witness: new Witness(key, trusted, kept, clock),
      verifierKey,
      statement: () => {
        const notes = trusted.origins().map((it) => kept.last(it)?.note ?? `${it}\n尚未会签 not cosigned yet\n`)
        return [`${verifierKey}\n`, ...notes].join('\n')
      },
      close: () => lock.release(),
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
