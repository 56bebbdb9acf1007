const quick = require('../jest.config.cjs')

/** The page in a real Chromium: each user's main path, both languages, paper, axe. `npm run test:browser` builds it first. */
module.exports = {
  ...quick,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  testTimeout: 120_000,
  // One browser at a time: what is measured is the page, not its neighbours.
  maxWorkers: 1,
}
