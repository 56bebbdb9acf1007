import {
  composeOf,
  endsByItself,
  mountsOf,
  type NamedService,
  namesOf,
  servicesOf,
} from './compose-document.spec-support'
import { DOCKERFILE, exists, type ProvenRule, textOf } from './files.spec-support'

const CLUSTER = 'docker/compose.cluster.yaml'
const ONE_NODE = 'docker/compose.yaml'
const STANDALONE = 'docker/compose.standalone.yaml'

const imageIsChecked = () => /^HEALTHCHECK .*\\\n\s+CMD /m.test(textOf(DOCKERFILE))

/** Whom a service cannot work without: the log's hosts, and for the proxy everybody its configuration sends requests to. */
function needsOf(it: NamedService): readonly string[] {
  const hosts = /^esdb:\/\/(?:[^@]*@)?([^?]+)/.exec(it.environment?.PILOT_LEDGER_LOG ?? '')?.[1] ?? ''
  const configured = mountsOf(it).some(({ what }) => what === './haproxy.cfg')
  const servers = configured ? [...textOf('docker/haproxy.cfg').matchAll(/server-template \w+ \d+ (\S+):\d+/g)] : []
  return [...hosts.split(',').flatMap((host) => host.split(':')[0] || []), ...servers.map(([, host]) => host)]
}

/** Starting, running, stopping, and what is left afterwards. */
export const LIFE_RULES: readonly ProvenRule[] = [
  {
    name: 'the health of everybody who stays is checked',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const checked = it.healthcheck ? /^CMD/.test(it.healthcheck.test?.[0] ?? '') : it.build && imageIsChecked()
        return endsByItself(it) || (checked && !it.healthcheck?.disable) ? [] : it.name
      }),
    breaks: [
      { file: ONE_NODE, from: /healthcheck:\n.*\n.*"curl".*\n/, to: 'healthcheck:\n' },
      { file: CLUSTER, from: /healthcheck:(\n.*\n.*"wget")/, to: 'x-healthcheck:$1' },
      { file: STANDALONE, from: 'init: true', to: 'init: true\n    healthcheck:\n      disable: true' },
    ],
  },
  {
    name: 'nobody is started before those it needs are healthy, or done',
    rule: (text) => {
      const all = servicesOf(text)
      return all.flatMap((it) => {
        const { depends_on: waits = {} } = it
        const wrong = Object.entries(waits).filter(([name, { condition }]) => {
          const other = all.find((one) => one.name === name)
          return condition !== (other && endsByItself(other) ? 'service_completed_successfully' : 'service_healthy')
        })
        const missing = needsOf(it).filter((host) => {
          const behind = all.filter((one) => namesOf(one).includes(host))
          return behind.length === 0 || behind.some((one) => waits[one.name] === undefined)
        })
        const dangling = Object.keys(waits).filter((name) => !all.some((one) => one.name === name))
        return [...wrong.map(([name]) => name), ...missing, ...dangling].map((other) => `${it.name} → ${other}`)
      })
    },
    breaks: [
      { file: ONE_NODE, from: /condition: service_healthy/, to: 'condition: service_started' },
      { file: ONE_NODE, from: /recorder:\n {8}condition: service_healthy/, to: '' },
      { file: CLUSTER, from: /log-2:\n {6}condition: service_healthy/, to: '' },
      { file: CLUSTER, from: 'service_completed_successfully', to: 'service_started' },
      { file: CLUSTER, from: 'log-1:2113,log-2:2113,log-3:2113?tls', to: 'log-1:2113,log-9:2113?tls' },
      { file: CLUSTER, from: /- reporter\n/, to: '- answers\n' },
    ],
  },
  {
    name: 'no two nodes of a cluster wait for each other: none is healthy before a majority is up',
    rule: (text) =>
      servicesOf(text).flatMap(
        (it) =>
          it.environment?.EVENTSTORE_GOSSIP_SEED?.split(',')
            .map((seed) => seed.split(':')[0])
            .filter((seed) => it.depends_on?.[seed] ?? !composeOf(text).services[seed])
            .map((seed) => `${it.name} → ${seed}`) ?? [],
      ),
    breaks: [
      {
        file: CLUSTER,
        from: /( {2}log-2:\n {4}<<: \*node\n)/,
        to: '$1    depends_on:\n      log-1:\n        condition: service_healthy\n',
      },
      { file: CLUSTER, from: 'EVENTSTORE_GOSSIP_SEED: log-2:2113', to: 'EVENTSTORE_GOSSIP_SEED: log-4:2113' },
    ],
  },
  {
    name: 'everybody who stays comes back after a fall, has time to finish, and cannot take all the memory',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const lasting = it.restart === 'unless-stopped' && /^[3-9]\ds$/.test(it.stop_grace_period ?? '')
        return (lasting || endsByItself(it)) && it.deploy?.resources?.limits?.memory ? [] : it.name
      }),
    breaks: [
      { file: ONE_NODE, from: 'restart: unless-stopped', to: '' },
      { file: CLUSTER, from: 'stop_grace_period: 40s', to: 'stop_grace_period: 5s' },
      { file: STANDALONE, from: /memory: .*/, to: 'cpus: "1"' },
    ],
  },
  {
    name: 'what must last is in a volume with a name, one for each who writes there',
    rule: (text) => {
      const { volumes = {} } = composeOf(text)
      const folders = servicesOf(text).flatMap((it) => {
        const isLog = it.environment?.EVENTSTORE_CLUSTER_SIZE !== undefined
        const keeps = it.build !== undefined && !it.command?.join().includes('recorder')
        if (!isLog && !keeps) return []
        const folder = isLog ? '/var/lib/eventstore' : '/data'
        return [{ name: it.name, volume: mountsOf(it).find(({ where }) => where === folder)?.what ?? '' }]
      })
      return folders.flatMap(({ name, volume }) =>
        volume in volumes && folders.filter((it) => it.volume === volume).length === 1 ? [] : name,
      )
    },
    breaks: [
      { file: ONE_NODE, from: '- log:/var/lib/eventstore', to: '- log:/var/lib/elsewhere' },
      { file: ONE_NODE, from: '- reporter:/data', to: '- ./data:/data' },
      { file: CLUSTER, from: 'log-2:/var/lib/eventstore', to: 'log-1:/var/lib/eventstore' },
      { file: CLUSTER, from: 'reporter-2:/data', to: 'reporter-1:/data' },
      { file: STANDALONE, from: /\nvolumes:\n {2}ledger:/, to: '' },
    ],
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
    breaks: [
      { file: ONE_NODE, from: './haproxy.cfg', to: './nginx.conf' },
      { file: ONE_NODE, from: 'dist/apps/recorder', to: 'dist/apps/writer' },
      { file: STANDALONE, from: 'docker/Dockerfile\n    image', to: 'docker/Containerfile\n    image' },
      { file: CLUSTER, from: /\n {2}certificate-3:\n/, to: '\n' },
    ],
  },
  {
    name: 'the server is of the last line under BSD 3-Clause, and the file says so',
    rule: (text) =>
      [...text.matchAll(/(.*\n.*\n)\s+image: eventstore\/eventstore:(\S+)/g)].flatMap(([, above, tag]) =>
        tag.startsWith('23.10.') && above.includes('BSD 3-Clause') ? [] : tag,
      ),
    breaks: [
      { file: ONE_NODE, from: /eventstore:23\.10\.\d+/, to: 'eventstore:24.10.1' },
      { file: CLUSTER, from: 'BSD 3-Clause', to: 'free' },
    ],
  },
]
