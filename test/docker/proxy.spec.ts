import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { servicesOf } from './compose-document.spec-support'
import { DOCKERFILE, ROOT, textOf } from './files.spec-support'

const CONFIGURATION = 'docker/haproxy.cfg'
const text = textOf(CONFIGURATION)

describe('the proxy', () => {
  it('asks every program at the port that the image listens on', () => {
    const port = /^EXPOSE (\d+)$/m.exec(textOf(DOCKERFILE))?.[1]
    const requested = [...text.matchAll(/server-template \w+ \d+ \w+:(\d+)/g)].map(([, it]) => it)
    expect(requested).toEqual([port, port, port, port, port])
  })

  it('sends no command twice: tried again is what was never sent', () => {
    for (const name of ['recorders', 'desks', 'uploads', 'volumes']) {
      const backend = text.slice(text.indexOf(`\nbackend ${name}`) + 1).split('\nbackend ')[0]
      expect(backend.match(/^ {2}retry-on .*$/gm)).toEqual(['  retry-on conn-failure'])
    }
  })

  it.each(['recorders', 'reporters', 'desks', 'uploads', 'volumes'])(
    'asks %s whether they are ready before it sends them anything',
    (name) => {
      const backend = text.slice(text.indexOf(`\nbackend ${name}`)).split('\nbackend ')[1]
      expect(backend).toContain('http-check send meth GET uri /health/ready')
      expect(backend).toMatch(/server-template .* check /)
    },
  )

  it.each(['docker/compose.yaml', 'docker/compose.cluster.yaml'])(
    'in %s is stopped after it has stopped itself',
    (file) => {
      const patience = Number(/hard-stop-after (\d+)s/.exec(text)?.[1])
      const grace = servicesOf(textOf(file)).find(({ name }) => name === 'proxy')?.stop_grace_period
      expect(Number.parseInt(grace ?? '0', 10)).toBeGreaterThan(patience)
    },
  )

  it('is published at the port it listens on', () => {
    const port = /^ {2}bind :(\d+)$/m.exec(text)?.[1]
    const proxies = ['docker/compose.yaml', 'docker/compose.cluster.yaml'].flatMap((file) =>
      servicesOf(textOf(file)).filter(({ name }) => name === 'proxy'),
    )
    expect(proxies.map(({ ports }) => ports)).toEqual([[`127.0.0.1:${port}:${port}`], [`127.0.0.1:${port}:${port}`]])
  })
})

const haproxy = spawnSync('haproxy', ['-v'])
const here = haproxy.error === undefined
const withHaproxy = here ? describe : describe.skip

withHaproxy(`haproxy itself${here ? '' : ' (skipped: no haproxy on this machine)'}`, () => {
  it('takes the configuration', () => {
    const { status, stderr } = spawnSync('haproxy', ['-c', '-f', join(ROOT, CONFIGURATION)], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('WARNING') })
  })
})
