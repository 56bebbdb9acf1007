import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runStep } from './step.mjs'

const INSTALL_STAMP = 'node_modules/.pilot-ledger-installed'
const BUILD_STAMP = 'dist/.pilot-ledger-built'
/** npm's own list of what it has installed, which it writes last: an install that broke off has none. */
export const INSTALLED = 'node_modules/.package-lock.json'
/** What `npm start` runs, relative to the root. */
export const SERVICE = 'dist/apps/standalone/src/main.js'
/** Loaded before it: traces name written lines. */
export const WRITTEN_LINES = 'dist/libs/service/src/written-lines.js'
/** The page it serves. */
const PAGE = 'dist/apps/web/index.html'
/** What checks a certificate alone. */
const VERIFIER = 'dist/verifier/verify-certificate.html'
/** What the build reads beside the folders of sources. */
const BUILD_FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json', '.ci/tsconfig.build.json']
const SOURCE_FOLDERS = ['apps', 'libs', 'test']
const SOURCE = /\.(tsx?|css|html|svg|mjs)$/
/** Specs, and what a type-check makes for itself. */
const NOT_BUILT = /\.spec(-support)?\.tsx?$|^apps\/web\/src\/api\/types\.ts$/

/** Makes node_modules what package-lock.json says. Resolves to false after having shown what went wrong. */
export async function preparePackages(root) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const digest = sha256(lock)
  const stamp = join(root, INSTALL_STAMP)
  if (textOf(stamp) === digest) return true
  if (!installedAlready(root, lock)) {
    rmSync(stamp, { force: true })
    // Development packages too, whatever NODE_ENV says: the compiler is one of them.
    const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']
    const done = await runStep('安装依赖 Installing packages', ...npm(args), root)
    if (!done) return false
  }
  writeFileSync(stamp, digest)
  return true
}

/** Makes dist what the sources say. Resolves to false after having shown what went wrong. */
export async function prepareBuild(root) {
  const digest = sourcesDigest(root)
  const stamp = join(root, BUILD_STAMP)
  if (textOf(stamp) === digest && [SERVICE, PAGE, VERIFIER].every((it) => existsSync(join(root, it)))) return true
  rmSync(stamp, { force: true })
  const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js')
  if (!(await runStep('编译 Building', process.execPath, [nest, 'build', 'standalone'], root))) return false
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  // After the services: their build begins with an empty dist.
  if (!(await runStep('编译页面 Building the page', process.execPath, [vite, 'build', 'apps/web'], root))) return false
  const verifier = join(root, 'apps/verifier/build.mjs')
  if (!(await runStep('编译验证程序 Building the verifier', process.execPath, [verifier], root))) return false
  mkdirSync(dirname(stamp), { recursive: true })
  // The digest from before the build: a file saved meanwhile is built again next time.
  writeFileSync(stamp, digest)
  return true
}

/**
 * Whether a plain `npm ci` or `npm install` has brought in just what the lock file names. Optional packages may be absent: they
 * are binaries for other platforms.
 */
function installedAlready(root, lock) {
  const listed = textOf(join(root, INSTALLED))
  if (listed === undefined) return false
  const installed = JSON.parse(listed).packages
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, { version, integrity, optional, devOptional, link }]) => {
      if (path === '' || link) return true
      const found = installed[path]
      return found ? found.version === version && found.integrity === integrity : Boolean(optional || devOptional)
    },
  )
}

/** Names, times and sizes of all that is built: cheap, and moved by every edit, checkout or new file. */
function sourcesDigest(root) {
  const files = [...BUILD_FILES, ...SOURCE_FOLDERS.flatMap((folder) => sourcesIn(root, folder))]
  return sha256(files.map((file) => `${file} ${standing(join(root, file))}\n`).join(''))
}

function sourcesIn(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((it) => it.name !== 'node_modules')
    .flatMap((it) => (it.isDirectory() ? sourcesIn(root, `${folder}/${it.name}`) : [`${folder}/${it.name}`]))
    .filter((file) => SOURCE.test(file) && !NOT_BUILT.test(file))
    .sort()
}

function standing(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? `${found.mtimeMs} ${found.size}` : 'absent'
}

/** npm as the one that called us, so that both agree on its version; the one on the path otherwise. */
function npm(args) {
  const own = process.env.npm_execpath
  return own ? [process.execPath, [own, ...args]] : ['npm', args]
}

function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex')
}
