const { rmSync } = require('node:fs')

module.exports = async () => {
  rmSync(process.env.PILOT_LEDGER_TEST_RUN, { recursive: true, force: true })
}
