/**
 * The container's health check: exit code 0 when the program that runs here is ready, 1 otherwise. It is not the service's
 * own port setting that counts but what that program was started with: `--port` before PORT, as the programs read them. A
 * check of a fixed port would call a service healthy or broken that listens elsewhere.
 */
const { readFileSync } = require('node:fs')

/** The port in a process's arguments (`--port N`, `--port=N`), or else in PORT; undefined where neither says one. */
function portOf(args, environment) {
  const at = args.lastIndexOf('--port')
  const told = at < 0 ? args.findLast((it) => it.startsWith('--port='))?.slice('--port='.length) : args[at + 1]
  return told ?? environment.PORT
}

/** The arguments of process 1: the service itself, or an init that has the service's arguments behind its own. */
function argumentsOf(file) {
  return readFileSync(file, 'utf8').split('\0')
}

async function main([file = '/proc/1/cmdline']) {
  const { ok, status } = await fetch(`http://127.0.0.1:${portOf(argumentsOf(file), process.env)}/health/ready`)
  if (!ok) throw new Error(`not ready: ${status}`)
}

module.exports = { portOf }

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    // Docker keeps what a check prints: `docker inspect` shows it beside the state.
    process.stderr.write(`${error.cause?.message ?? error.message}\n`)
    process.exitCode = 1
  })
}
