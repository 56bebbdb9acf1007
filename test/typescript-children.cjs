const { resolve } = require('node:path')

// What the code under test starts with the options of this process finds TypeScript.
process.execArgv = [...process.execArgv, '--require', resolve(__dirname, 'typescript.cjs')]
