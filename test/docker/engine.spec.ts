import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { servicesOf } from './compose-document.spec-support'
import { COMPOSE_FILES, ROOT, textOf } from './files.spec-support'

const docker = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  spawnSync('docker', args, { encoding: 'utf8', cwd: ROOT, env: { PATH: process.env.PATH, HOME: '/', ...environment } })

// `docker compose config` needs the client with its compose plugin, but no engine.
const here = docker(['compose', 'version']).status === 0
const withCompose = here ? describe : describe.skip
const PASSWORDS = { LEDGER_LOG_ADMIN_PASSWORD: 'a1', LEDGER_LOG_OPS_PASSWORD: 'b2' }

withCompose(`docker compose config${here ? '' : ' (skipped: no docker client with compose on this machine)'}`, () => {
  const config = (file: string, environment: NodeJS.ProcessEnv) =>
    docker(['compose', '--env-file', '/dev/null', '-f', join(ROOT, file), 'config', '--services'], environment)

  it.each(COMPOSE_FILES)('takes %s', (file) => {
    const { status, stdout, stderr } = config(file, PASSWORDS)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.trim().split('\n').sort()).toEqual(
      servicesOf(textOf(file))
        .map(({ name }) => name)
        .sort(),
    )
  })

  it.each(Object.keys(PASSWORDS))('refuses a cluster without %s', (name) => {
    const { status, stderr } = config('docker/compose.cluster.yaml', { ...PASSWORDS, [name]: '' })
    expect(status).not.toBe(0)
    expect(stderr).toContain(name)
  })
})
