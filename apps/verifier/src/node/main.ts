import { readFileSync } from 'node:fs'
import { run } from './program'

const { text, code } = run(process.argv.slice(2), (file) => readFileSync(file))
console.log(text)
process.exitCode = code
