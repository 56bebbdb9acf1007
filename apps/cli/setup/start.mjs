import { nodeFault } from './node-version.mjs'

// The rest is imported only once Node is known to understand it, so that an old Node gets a sentence, not a stack.
const fault = nodeFault(process.versions.node)
if (fault) {
  console.error(fault)
  process.exitCode = 1
} else {
  import('./run.mjs').then(({ start }) => start(process.argv.slice(2)))
}
