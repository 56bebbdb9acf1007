const { ModuleMocker } = require('jest-mock')

/** What jest and its test framework leave in the realm for one spec file, and would find again at the next. */
const OF_ONE_FILE = ['EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL', 'RETRY_TIMES', 'RETRY_TIMES_SETTER'].map(Symbol.for)

/**
 * The specs run in the realm of their worker, not in one of their own for each file: only so can the modules they share be
 * loaded once (see runtime.cjs). No fake timers: no spec here needs the clock of the machine, times are given.
 */
module.exports = class WorkerRealm {
  global = globalThis
  moduleMocker = new ModuleMocker(globalThis)
  before = { console, exit: process.exit, getBuiltinModule: process.getBuiltinModule }

  async setup() {
    // Nothing is put in: what the specs find is what there is.
  }

  async teardown() {
    const { console, ...ofProcess } = this.before
    globalThis.console = console
    Object.assign(process, ofProcess)
    for (const key of OF_ONE_FILE) delete globalThis[key]
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  /** Asked for by jest, used by runtime.cjs for nothing but that it is there. */
  getVmContext() {
    return globalThis
  }
}
