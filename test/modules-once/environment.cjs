const { ModuleMocker } = require('jest-mock')

/**
 * What jest and its framework leave in the realm for one spec file: the next would find it, and all that the tests of the
 * last one hold would stay in memory. Named by what their symbols say: that of the state is another for each file.
 */
const OF_ONE_FILE = new Set([
  'JEST_STATE_SYMBOL',
  'EVENT_HANDLERS',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_TIMES_SETTER',
])

/**
 * A worker whose loop has run empty ends at once. To tidy up a heap of a gigabyte took it longer than the half second after
 * which jest calls a worker stuck; one that leaves something open does not come here, and is called so still.
 */
if (require.main?.filename.endsWith('/jest-worker/build/processChild.js'))
  process.once('exit', (code) => code === 0 && process.kill(process.pid, 'SIGKILL'))

/**
 * The specs run in the realm of their worker, not in one of their own for each file: only so can the modules they share be
 * loaded once (see runtime.cjs). No fake timers: no spec here needs the clock of the machine, times are given.
 */
module.exports = class WorkerRealm {
  global = globalThis
  moduleMocker = new ModuleMocker(globalThis)
  before = { console, exit: process.exit, getBuiltinModule: process.getBuiltinModule }

  async setup() {
    // Each expectation notes its stack; jest's hundred lines of it are ninety too many.
    Error.stackTraceLimit = 20
  }

  async teardown() {
    const { console, ...ofProcess } = this.before
    globalThis.console = console
    Object.assign(process, ofProcess)
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (OF_ONE_FILE.has(key.description)) delete globalThis[key]
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  /** Asked for by jest, used by runtime.cjs for nothing but that it is there. */
  getVmContext() {
    return globalThis
  }
}
