const { createHash } = require('node:crypto')
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')

/**
 * `npm run page-types`: the types of what the page sends and gets, made from the OpenAPI document of the service in these
 * sources. Only a type-check reads them (a bundler drops types), so whatever type-checks the page runs this first. The
 * first line says of which sources they were made: unchanged sources cost nothing.
 */
const ROOT = join(__dirname, '../..')
const TYPES = join(ROOT, 'apps/web/src/api/types.ts')
/** What the document is made of: the services, the packages they use, and the maker itself. */
const MADE_OF = ['package-lock.json', 'libs', 'apps/standalone', 'test/page-types']

const stamp = `// Made from the OpenAPI document of the sources ${digest()}; not kept in git, not edited by hand.\n`
if (!existsSync(TYPES) || !readFileSync(TYPES, 'utf8').startsWith(stamp)) void make()

async function make() {
  require('../typescript.cjs')
  const { serviceDocument } = require('./document.spec-support.ts')
  const { typesFromOpenApi } = require('./types-from-openapi.spec-support.ts')
  const types = typesFromOpenApi(await serviceDocument())
  mkdirSync(dirname(TYPES), { recursive: true })
  // Whole or not at all: a type-check may be running beside.
  writeFileSync(`${TYPES}.${process.pid}`, `${stamp}\n${types}`)
  renameSync(`${TYPES}.${process.pid}`, TYPES)
}

function digest() {
  const hash = createHash('sha256')
  for (const file of MADE_OF.flatMap(filesIn)) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex').slice(0, 24)
}

function filesIn(path) {
  if (/\.\w+$/.test(path)) return /\.spec\.ts$/.test(path) ? [] : [path]
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((it) => filesIn(`${path}/${it}`))
}
