import { composeOf, mountsOf, type Service, servicesOf } from './compose-document.spec-support'
import {
  brokenCopy,
  CLUSTER,
  COMPOSE_FILES,
  exists,
  isPinned,
  ONE_NODE,
  type ProvenRule,
  textOf,
} from './files.spec-support'

/** One that does its work and ends. */
const endsByItself = (it: Service) => it.restart === 'no'
const networksOf = ({ networks = [] }: Service) => (Array.isArray(networks) ? networks : Object.keys(networks))

/** What would lose data, open a door, or not start. Style is not looked at. */
const RULES: readonly ProvenRule[] = [
  {
    name: 'every image is one build, the log’s server of the last line under BSD 3-Clause',
    rule: (text) =>
      servicesOf(text).flatMap(({ image = '' }) =>
        isPinned(image) && (!image.includes('/eventstore:') || /:23\.10\./.test(image)) ? [] : image,
      ),
    broken: [ONE_NODE, /eventstore:23\.10\.\d+/, 'eventstore:24.10.1'],
  },
  {
    name: 'ports are published on this machine only, as nothing here has TLS for the outside',
    rule: (text) => servicesOf(text).flatMap(({ ports = [] }) => ports.filter((it) => !it.startsWith('127.0.0.1:'))),
    broken: [ONE_NODE, '127.0.0.1:8080:8080', '8080:8080'],
  },
  {
    name: 'nobody is root, but one that ends by itself and has no network',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        // Without a user it is the image's own: for ours the Dockerfile sees to that, for others nobody does.
        const somebody = it.user === undefined ? it.build !== undefined : !/^(0|root)(:|$)/.test(it.user)
        return somebody || (endsByItself(it) && it.network_mode === 'none') ? [] : it.name
      }),
    broken: [ONE_NODE, 'user: "99:99"', ''],
  },
  {
    name: 'nobody may do more than its work needs: no capabilities, no new privileges, nothing writable but mounts',
    rule: (text) =>
      servicesOf(text).flatMap((it) =>
        it.cap_drop?.includes('ALL') && it.security_opt?.includes('no-new-privileges:true') && it.read_only
          ? []
          : it.name,
      ),
    broken: [CLUSTER, /cap_drop:\n\s+- ALL/, ''],
  },
  {
    name: 'no password stands in it: each comes from the environment, and nothing starts without it',
    rule: (text) =>
      servicesOf(text).flatMap(({ environment = {} }) =>
        Object.entries(environment).flatMap(([key, value]) => {
          const secret = /\/\/[^:@/\s]+:([^@]+)@/.exec(value)?.[1] ?? (key.includes('PASSWORD') ? value : undefined)
          return secret === undefined || /^\$\{\w+:\?[^}]+\}$/.test(secret) ? [] : key
        }),
      ),
    broken: [CLUSTER, /(DEFAULT_OPS_PASSWORD): .*/, '$1: changeit'],
  },
  {
    name: 'a log without accounts is reached from inside only',
    rule: (text) => {
      const { networks = {} } = composeOf(text)
      return servicesOf(text).flatMap((it) =>
        it.environment?.EVENTSTORE_INSECURE !== 'true' ||
        (it.ports === undefined && networksOf(it).length > 0 && networksOf(it).every((its) => networks[its]?.internal))
          ? []
          : it.name,
      )
    },
    broken: [ONE_NODE, /log:\n {4}internal: true/, 'log:'],
  },
  {
    name: 'whoever asks a log waits until it is healthy',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const hosts = /^esdb:\/\/(?:[^@]*@)?([^?]+)/.exec(it.environment?.PILOT_LEDGER_LOG ?? '')?.[1] ?? ''
        return hosts
          .split(',')
          .map((host) => host.split(':')[0])
          .filter((host) => host !== '' && it.depends_on?.[host]?.condition !== 'service_healthy')
          .map((host) => `${it.name} → ${host}`)
      }),
    broken: [CLUSTER, /log-2:\n {6}condition: service_healthy/, ''],
  },
  {
    name: 'what must last is in a volume with a name, one for each who writes there',
    rule: (text) => {
      const { volumes = {} } = composeOf(text)
      const folders = servicesOf(text).flatMap((it) => {
        const isLog = it.environment?.EVENTSTORE_CLUSTER_SIZE !== undefined
        if (!isLog && (it.build === undefined || it.command?.join().includes('recorder'))) return []
        const folder = isLog ? '/var/lib/eventstore' : '/data'
        return [{ name: it.name, volume: mountsOf(it).find(({ where }) => where === folder)?.what ?? '' }]
      })
      return folders.flatMap(({ name, volume }) =>
        volume in volumes && folders.filter((it) => it.volume === volume).length === 1 ? [] : name,
      )
    },
    broken: [CLUSTER, 'reporter-2:/data', 'reporter-1:/data'],
  },
  {
    name: 'whom a reporter asks to cosign is there, with its key, and has a volume that no other program writes',
    rule: (text) => {
      const services = servicesOf(text)
      return services.flatMap((it) =>
        (it.environment?.PILOT_LEDGER_WITNESSES ?? '').split(' ').flatMap((told) => {
          if (told === '') return []
          const [, name, key] = /^http:\/\/([\w-]+):3000=(\S+)$/.exec(told) ?? []
          const witness = services.find((its) => its.name === name)
          const shared = networksOf(it).some((network) => witness && networksOf(witness).includes(network))
          const own = mountsOf(witness ?? {}).find(({ where }) => where === '/data')?.what
          const alone = services.filter((its) => mountsOf(its).some(({ what }) => what === own)).length === 1
          const waits = it.depends_on?.[name]?.condition === 'service_healthy'
          const writes = witness?.command?.join(' ').includes(`--public ${key}`)
          return shared && alone && waits && writes ? [] : told
        }),
      )
    },
    broken: [CLUSTER, 'http://witness-2:3000', 'http://witness-3:3000'],
  },
  {
    name: 'the signing key is the reporters’ alone, and what they sign can be read, not written, by others',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const mount = (folder: string) => it.volumes?.find((its) => its.split(':')[1] === folder)
        const isReporter = it.command?.join().includes('reporter') === true
        const isRecorder = it.command?.join().includes('recorder') === true
        const { PILOT_LEDGER_PROOF_KEY: key = '', PILOT_LEDGER_CHECKPOINTS: told } = it.environment ?? {}
        const signs = mount(key.replace(/\/[^/]*$/, '')) !== undefined
        const [kept, readOnly] = [mount(told ?? ''), mount(told ?? '')?.endsWith(':ro') === true]
        if (isReporter) return signs && kept !== undefined && !readOnly ? [] : it.name
        return signs || (isRecorder && !(kept && readOnly)) ? it.name : []
      }),
    broken: [CLUSTER, /(recorder-1:[^#]*?checkpoints:\/checkpoints):ro/, '$1'],
  },
  {
    name: 'papers lie where every recorder and reporter looks, and what a recorder has not finished in a volume of its own',
    rule: (text) => {
      const sides = servicesOf(text).filter((it) => /apps\/(recorder|reporter)\//.test(it.command?.join() ?? ''))
      const at = (it: Service, folder: string | undefined) => mountsOf(it).find(({ where }) => where === folder)?.what
      const papers = sides.map((it) => at(it, it.environment?.PILOT_LEDGER_EVIDENCE))
      const own = sides.map((it) => at(it, '/data'))
      return sides.flatMap(({ name }, i) =>
        papers[i] !== undefined && papers[i] === papers[0] && own.filter((it) => it === own[i]).length === 1 && own[i]
          ? []
          : name,
      )
    },
    broken: [CLUSTER, 'recorder-2:/data', 'recorder-1:/data'],
  },
  {
    name: 'what it names is there: files, programs, volumes',
    rule: (text) => {
      const { volumes = {} } = composeOf(text)
      return servicesOf(text).flatMap((it) => [
        ...(it.build ? [`docker/${it.build.context}/${it.build.dockerfile}`] : []).filter((path) => !exists(path)),
        ...mountsOf(it).flatMap(({ what }) => (what in volumes || exists(`docker/${what}`) ? [] : what)),
        ...(it.command ?? []).flatMap((word) => {
          const source = /^dist\/(.*)\.js$/.exec(word)?.[1]
          return source === undefined || exists(`${source}.ts`) ? [] : word
        }),
      ])
    },
    broken: [ONE_NODE, 'dist/apps/recorder', 'dist/apps/writer'],
  },
]

describe.each(RULES)('in the compose files, $name', ({ rule, broken }) => {
  it.each(COMPOSE_FILES)('as in %s', (file) => {
    expect(rule(textOf(file))).toEqual([])
  })
  it('which is missed in a broken copy', () => {
    expect(rule(brokenCopy(broken))).not.toEqual([])
  })
})

describe('the compose files', () => {
  const programs = (file: string) =>
    servicesOf(textOf(file)).flatMap(({ command = [] }) => /apps\/(\w+)\//.exec(command.join())?.[1] ?? [])
  const sizes = (file: string) =>
    servicesOf(textOf(file)).flatMap((it) => it.environment?.EVENTSTORE_CLUSTER_SIZE ?? [])

  it('have one node, a recorder and a reporter, or three nodes, two of each, and two witnesses', () => {
    expect(programs(ONE_NODE)).toEqual(['recorder', 'reporter'])
    expect(programs(CLUSTER)).toEqual(['witness', 'witness', 'recorder', 'recorder', 'reporter', 'reporter'])
    expect([sizes(ONE_NODE), sizes(CLUSTER)]).toEqual([['1'], ['3', '3', '3']])
  })

  it('call our image by the project’s version', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string }
    const images = COMPOSE_FILES.flatMap((file) => servicesOf(textOf(file)).filter((it) => it.build))
    expect(new Set(images.map(({ image }) => image))).toEqual(new Set([`pilot-ledger:${version}`]))
  })

  it('keep the passwords’ file out of the repository and out of the image', () => {
    expect(textOf('docker/.gitignore').split('\n')).toContain('.env')
    expect(textOf('docker/Dockerfile.dockerignore').split('\n')).toContain('**/.env')
  })
})
