const quick = require('../jest.config.cjs')

/**
 * The slow suite of what can be proven: certificates of everything there is, ledgers at random, forged and altered in every place.
 * `npx jest -c test/proof/jest.config.cjs`
 */
module.exports = {
  ...quick,
  rootDir: '../..',
  roots: ['<rootDir>/test/proof'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
}
