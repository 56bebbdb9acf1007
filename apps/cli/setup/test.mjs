import { nodeFault } from './node-version.mjs'

const fault = nodeFault(process.versions.node)
if (fault) {
  console.error(fault)
  process.exitCode = 1
} else {
  import('./run.mjs').then(({ test }) => test(process.argv.slice(2)))
}
