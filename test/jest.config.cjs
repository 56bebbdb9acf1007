// Business days must not depend on the machine's zone: every suite runs in UTC and the code says Asia/Shanghai itself.
process.env.TZ = 'UTC'

const swc = require('./swc.cjs')

/** The quick suite: everything beside the code and the end-to-end tests. Slow suites are named in package.json. */
module.exports = {
  // A busy machine is no fault: what must be fast is measured by the benchmark, never by a test that gives up early.
  testTimeout: 30_000,
  // Every core: left to itself jest spares one, which is half of a machine of two.
  maxWorkers: '100%',
  rootDir: '..',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testEnvironment: '<rootDir>/test/modules-once/environment.cjs',
  runtime: '<rootDir>/test/modules-once/runtime.cjs',
  globalSetup: '<rootDir>/test/run-folder-in-memory.cjs',
  globalTeardown: '<rootDir>/test/run-folder-gone.cjs',
  setupFiles: ['<rootDir>/test/typescript-children.cjs'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '<rootDir>/test/faults/',
    '<rootDir>/test/proof/',
    '<rootDir>/test/fuzz/',
    '<rootDir>/test/bench/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/journals/',
    '<rootDir>/test/eventstoredb/',
    '<rootDir>/test/setup/',
  ],
  // jose is published as ES modules only, which jest loads as CommonJS.
  transform: { '^.+\\.ts$|/node_modules/jose/.+\\.js$': ['@swc/jest', swc] },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  moduleNameMapper: {
    '^@pilot-ledger/([a-z-]+)$': '<rootDir>/libs/$1/src',
    '^@pilot-ledger/([a-z-]+)/([a-z-]+)$': '<rootDir>/libs/$1/src/$2',
  },
}
