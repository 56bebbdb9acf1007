const quick = require('../jest.config.cjs')

/**
 * The log on EventStoreDB: on a stand-in that answers as a real server did, and on a real one where `EVENTSTOREDB_URL` names it.
 * `npm run test:eventstoredb`
 */
module.exports = {
  ...quick,
  rootDir: '../..',
  roots: ['<rootDir>/test/eventstoredb'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    // Needs a server that only its user can name.
    ...(process.env.EVENTSTOREDB_URL ? [] : ['<rootDir>/test/eventstoredb/real-server']),
  ],
}
