import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { INSTALLED, prepareBuild, preparePackages, SERVICE, WRITTEN_LINES } from './prepare.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

/** `npm start -- …`: packages and build when needed, then the service with the arguments given. */
export async function start(args) {
  // What can be said with what is there already needs no build.
  const there = [SERVICE, INSTALLED].every((it) => existsSync(join(ROOT, it)))
  const asks = there && args.some((it) => it === '--help' || it === '-h')
  if (!asks && (!(await preparePackages(ROOT)) || !(await prepareBuild(ROOT)))) return fail()
  await become(['--require', join(ROOT, WRITTEN_LINES), join(ROOT, SERVICE), ...args])
}

/** `npm test -- …`: packages when needed, then jest with the arguments given. */
export async function test(args) {
  if (!(await preparePackages(ROOT))) return fail()
  await become([join(ROOT, 'node_modules/jest/bin/jest.js'), '-c', join(ROOT, 'test/jest.config.cjs'), ...args])
}

function fail() {
  process.exitCode = 1
}

/**
 * Stands back for another Node process: its terminal, its signals, its exit code.
 *
 * Ctrl-C on a terminal reaches every process of the group, the service too, and npm passes it on once more. So on a
 * terminal SIGINT is only survived here, not forwarded; elsewhere, and for SIGTERM and SIGHUP, the first one is forwarded
 * and repeats are dropped: a service that is told twice to stop may take the second as "at once".
 */
function become(args) {
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  const onTerminal = [process.stdin, process.stdout, process.stderr].some((it) => it.isTTY)
  const passedOn = new Set(onTerminal ? ['SIGINT'] : [])
  const forward = (signal) => {
    if (!passedOn.has(signal)) child.kill(signal)
    passedOn.add(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  if (process.env.npm_lifecycle_event) whenOrphaned(() => forward('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal]
      resolve()
    })
  })
}

/**
 * npm that is told to stop ends only the shell between it and us. Without this the service would stay behind, unseen,
 * on its port and on its data.
 */
function whenOrphaned(then) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    then()
  }, 500)
  watch.unref()
}
