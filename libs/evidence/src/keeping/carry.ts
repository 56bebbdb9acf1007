import { type ContentName, type EvidenceStore, NotAsNamed } from '../store'
import { type PaperFault, readWhole } from './read-whole'

export interface Carried<Named extends ContentName> {
  /** Entries that name a file, of which two may name the same. */
  readonly named: number
  /** Files, and their bytes, that were not there before. */
  readonly copied: number
  readonly bytes: number
  /** What could not be carried: it is not in the target, and what was there stays. */
  readonly faults: readonly (PaperFault & Named)[]
}

/**
 * Takes the files that are named from one store into another. What stands there under its name and length is not copied again, so
 * one that broke off goes on; what is copied is hashed on the way. Opens the target with the first file. A target that is full or away
 * throws `StoreUnavailable`: what was carried until then is whole and stays.
 */
export async function carry<Named extends ContentName>(
  named: AsyncIterable<Named>,
  from: EvidenceStore,
  openTarget: () => Promise<EvidenceStore>,
  onProgress?: (named: number) => void,
): Promise<Carried<Named>> {
  const faults: (PaperFault & Named)[] = []
  let [count, copied, bytes] = [0, 0, 0]
  let to: EvidenceStore | undefined
  try {
    for await (const it of named) {
      to ??= await openTarget()
      if ((await to.has(it.sha256)) !== it.size) {
        const fault = await carryOne(it, from, to)
        if (fault) faults.push({ ...it, ...fault })
        else {
          copied++
          bytes += it.size
        }
      }
      onProgress?.(++count)
    }
  } finally {
    await to?.close()
  }
  return { named: count, copied, bytes, faults }
}

function carryOne(it: ContentName, from: EvidenceStore, to: EvidenceStore): Promise<PaperFault | undefined> {
  const { sha256, size } = it
  return readWhole(from, it, async (bytes) => {
    try {
      await to.put({ sha256, size }, bytes)
      return undefined
    } catch (error) {
      if (!(error instanceof NotAsNamed)) throw error
      return { sha256, size, what: 'altered', found: error.came.sha256 }
    }
  })
}
