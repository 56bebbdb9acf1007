import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const gc = collector()
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

/** What this process holds once what nobody needs is thrown away, in bytes. */
export function memory(): number {
  gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
