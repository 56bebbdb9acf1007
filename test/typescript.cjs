const { createHash } = require('node:crypto')
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const Module = require('node:module')
const { join, resolve } = require('node:path')
const swc = require('./swc.cjs')

/** For processes that the code under test starts: they load its TypeScript as jest does. `node --require test/typescript.cjs` */
const LIBS = resolve(__dirname, '../libs')
const ROOM = /^@pilot-ledger\/([a-z-]+)(?:\/([a-z-]+))?$/
/** Transpiled once a run, whatever number of processes needs it. */
const RUN = process.env.PILOT_LEDGER_TEST_RUN

require.extensions['.ts'] = (module, filename) => module._compile(transpiled(filename), filename)

const resolveFilename = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  const [, room, part] = ROOM.exec(request) ?? []
  return resolveFilename.call(this, room ? join(LIBS, room, 'src', part ?? '') : request, ...rest)
}

function transpiled(filename) {
  const kept = RUN && join(RUN, `${createHash('sha256').update(filename).digest('hex').slice(0, 24)}.js`)
  if (kept && existsSync(kept)) return readFileSync(kept, 'utf8')
  // Loaded with the first that is not there yet: most processes find all of them.
  const { transformSync } = require('@swc/core')
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...swc, filename, configFile: false, swcrc: false })
  if (kept) {
    writeFileSync(`${kept}.${process.pid}`, code)
    renameSync(`${kept}.${process.pid}`, kept)
  }
  return code
}
