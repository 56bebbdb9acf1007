import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const gc = collector()
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

/** What this process holds once what nobody needs is thrown away, in bytes. */
export async function memory(): Promise<number> {
  // What lies outside the heap goes when the collection is over.
  for (let i = 0; i < 3; i++) {
    gc()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
