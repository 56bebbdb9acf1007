const quick = require('../jest.config.cjs')

/** The journals in the tools they are written for, which must be installed. `npm run test:journals` */
module.exports = {
  ...quick,
  rootDir: '../..',
  roots: ['<rootDir>/test/journals'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  testTimeout: 300_000,
  maxWorkers: 1,
}
