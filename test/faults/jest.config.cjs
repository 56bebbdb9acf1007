const quick = require('../jest.config.cjs')

/** The slow suite: real faults, real processes, real disks. `npx jest -c test/faults/jest.config.cjs` */
module.exports = {
  ...quick,
  globalSetup: '<rootDir>/test/run-folder.cjs',
  rootDir: '../..',
  roots: ['<rootDir>/test/faults'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  testTimeout: 300_000,
  // Processes are killed and disks filled here: one at a time.
  maxWorkers: 1,
}
