const asyncHooks = require('node:async_hooks')
const { compileFunction } = require('node:vm')
const { default: Runtime } = require('jest-runtime')

/**
 * Every spec file is run anew, but the modules it imports are loaded once a worker and shared by all spec files after it:
 * loading and warming up the house and its packages 268 times took more than half of the run. They may be shared because no
 * module of the house holds what one user of it could leave to the next. A spec that puts something else in the place of a
 * module (`jest.mock`, `jest.isolateModules`) gets modules of its own.
 */
module.exports = class ModulesOnce extends Runtime {
  static shared
  storages = []

  constructor(...args) {
    super(...args)
    const { watch, watchAll } = args.at(-1)
    // What is watched changes while the worker lives.
    this.replacesModules = watch || watchAll
    this.executor.compile = inThisRealm
    ModulesOnce.shared ??= new SharedModules(...args)
    // Stacks are told in lines of the sources, of the shared modules too.
    this.transformCache.sourceMaps = ModulesOnce.shared.transformCache.sourceMaps
  }

  setMock(...args) {
    this.replacesModules = true
    super.setMock(...args)
  }

  requireModule(...asked) {
    const [, moduleName, options] = asked
    // The spec file itself, a setup file, or the test framework's entry, which holds the state of one spec file.
    if (!moduleName) return super.requireModule(...asked)
    if (options?.isInternalModule && moduleName.endsWith('async_hooks')) return this.watchedAsyncHooks()
    const own = !options?.isInternalModule && (this.replacesModules || this.registries.isIsolated())
    return own ? super.requireModule(...asked) : ModulesOnce.shared.requireModule(...asked)
  }

  /** The framework makes a storage for each spec file and leaves it on: every promise made afterwards would carry it. */
  watchedAsyncHooks() {
    const { storages } = this
    return {
      ...asyncHooks,
      AsyncLocalStorage: class extends asyncHooks.AsyncLocalStorage {
        constructor(...args) {
          super(...args)
          storages.push(this)
        }
      },
    }
  }

  teardown() {
    for (const it of this.storages) it.disable()
    super.teardown()
  }
}

/** Outlives the spec file that came first: what a module requires later is answered then, too. */
class SharedModules extends Runtime {
  constructor(...args) {
    super(...args)
    this.executor.compile = inThisRealm
  }
}

/** Jest's entry is run for each spec file, and compiled once. */
const compiled = new Map()

/** In a realm of its own each use of a global costs a call of jest's, and the specs are full of them. */
function inThisRealm(source, filename) {
  const known = compiled.get(filename)
  if (known) return known
  const made = compileFunction(source, this.injectedModuleParameters, { filename })
  if (filename.includes('/node_modules/')) compiled.set(filename, made)
  return made
}
