import { STORE, type Store } from '../columns/store'
import type { Tables } from '../read-model/tables'
import { type Bits, mark } from './bits'

/** Which keys more than one platform has ever named: each of the others is counted once already, whoever asks. */
class SharedKeys {
  private once: Bits = new Uint8Array(0)
  private again: Bits = new Uint8Array(0)
  private noted = 0

  /** A bit for each key, as it is now. */
  of({ scopedPairs, keys }: Store): Bits {
    if (keys.length > 8 * this.once.length) {
      const longer = (bits: Bits) => {
        const made = new Uint8Array((keys.length >> 2) + 1)
        made.set(bits)
        return made
      }
      this.once = longer(this.once)
      this.again = longer(this.again)
    }
    const { key } = scopedPairs.columns
    for (; this.noted < scopedPairs.length; this.noted++)
      if (!mark(this.once, key[this.noted])) mark(this.again, key[this.noted])
    return this.again
  }
}

const known = new WeakMap<Store, SharedKeys>()

export function sharedKeysOf(tables: Tables): Bits {
  const store = tables[STORE]
  const its = known.get(store) ?? new SharedKeys()
  known.set(store, its)
  return its.of(store)
}
