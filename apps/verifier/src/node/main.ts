import { readFileSync } from 'node:fs'
import { run } from './program'
import { unpacked } from './unpacked'

const { text, code } = run(process.argv.slice(2), (file) => unpacked(readFileSync(file)))
console.log(text)
process.exitCode = code
