const { mkdtempSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')

/** A folder that all workers of one run share: what is costly to make is made in it once, and copied. */
module.exports = async () => {
  process.env.PILOT_LEDGER_TEST_RUN = mkdtempSync(join(tmpdir(), 'pilot-ledger-run-'))
}
