const { resolve } = require('node:path')

// What the code under test starts with the options of this process finds TypeScript.
const TYPESCRIPT = ['--require', resolve(__dirname, 'typescript.cjs')]
if (!process.execArgv.includes(TYPESCRIPT[1])) process.execArgv = [...process.execArgv, ...TYPESCRIPT]
