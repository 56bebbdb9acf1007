const { mkdtempSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')

/**
 * A folder that all workers of one run share: what is costly to make is made in it once, and copied. The specs' own temporary
 * folders are in it too: what one of them leaves behind goes with it.
 */
module.exports = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilot-ledger-run-'))
  process.env.PILOT_LEDGER_TEST_RUN = folder
  process.env.TMPDIR = folder
}
