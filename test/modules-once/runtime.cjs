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
  replacesModules = false

  constructor(...args) {
    super(...args)
    this.executor.compile = inThisRealm
    ModulesOnce.shared ??= new SharedModules(...args)
    // Stacks are told in lines of the sources, of the shared modules too.
    this.transformCache.sourceMaps = ModulesOnce.shared.transformCache.sourceMaps
  }

  setMock(...args) {
    this.replacesModules = true
    super.setMock(...args)
  }

  requireModule(from, moduleName, options, isRequireActual) {
    const asked = [from, moduleName, options, isRequireActual]
    // Without a name: the spec file itself, or a setup file. Internal: the test framework.
    const own = !moduleName || options?.isInternalModule || this.replacesModules || this.registries.isIsolated()
    return own ? super.requireModule(...asked) : ModulesOnce.shared.requireModule(...asked)
  }
}

/** Outlives the spec file that came first: what a module requires later is answered then, too. */
class SharedModules extends Runtime {
  constructor(...args) {
    super(...args)
    this.executor.compile = inThisRealm
  }
}

/** In a realm of its own each use of a global costs a call of jest's, and the specs are full of them. */
function inThisRealm(source, filename) {
  return compileFunction(source, this.injectedModuleParameters, { filename })
}
