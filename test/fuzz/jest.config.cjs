const quick = require('../jest.config.cjs')

/** Files gone wrong by chance, as many as there is time for. `FUZZ_SECONDS=600 SEED=17 npx jest -c test/fuzz/jest.config.cjs` */
module.exports = {
  ...quick,
  rootDir: '../..',
  roots: ['<rootDir>/test/fuzz'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  testTimeout: 3_600_000,
  // What a file costs is measured: one suite at a time.
  maxWorkers: 1,
}
