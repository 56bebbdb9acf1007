const quick = require('../jest.config.cjs')

/** The two commands of a fresh clone, stopping by a signal, and the rule of imports: programs started as a user starts them. `npm run test:setup` */
module.exports = {
  ...quick,
  globalSetup: '<rootDir>/test/run-folder.cjs',
  rootDir: '../..',
  roots: ['<rootDir>/test/setup'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
}
