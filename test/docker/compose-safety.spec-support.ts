import { composeOf, endsByItself, mountsOf, networksOf, servicesOf, textsOf } from './compose-document.spec-support'
import { isPinned, type ProvenRule } from './files.spec-support'

const CLUSTER = 'docker/compose.cluster.yaml'
const ONE_NODE = 'docker/compose.yaml'
const STANDALONE = 'docker/compose.standalone.yaml'

/** Who may do what, and who may reach whom. */
export const SAFETY_RULES: readonly ProvenRule[] = [
  {
    name: 'every image is one build',
    rule: (text) => servicesOf(text).flatMap(({ image = '' }) => (isPinned(image) ? [] : image)),
    breaks: [
      { file: ONE_NODE, from: /haproxy:\S+/, to: 'haproxy:latest' },
      { file: ONE_NODE, from: /haproxy:\S+/, to: 'haproxy' },
      { file: CLUSTER, from: /es-gencert-cli:\S+/, to: 'es-gencert-cli:1.0' },
      { file: STANDALONE, from: /image: .*/, to: '' },
    ],
  },
  {
    name: 'ports are published on this machine only, as nothing here has TLS and accounts for the outside',
    rule: (text) => servicesOf(text).flatMap(({ ports = [] }) => ports.filter((it) => !it.startsWith('127.0.0.1:'))),
    breaks: [
      { file: ONE_NODE, from: '127.0.0.1:8080:8080', to: '8080:8080' },
      { file: STANDALONE, from: '127.0.0.1:3000:3000', to: '0.0.0.0:3000:3000' },
    ],
  },
  {
    name: 'nobody is root, but one that ends by itself, without a network and without a capability',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const harmless = endsByItself(it) && it.network_mode === 'none' && it.cap_drop?.includes('ALL')
        // Without a user it is the image's own: for ours the Dockerfile's rules see to that, for others nobody does.
        const somebody = it.user === undefined ? it.build !== undefined : !/^(0|root)(:|$)/.test(it.user)
        return somebody || harmless ? [] : it.name
      }),
    breaks: [
      { file: CLUSTER, from: 'network_mode: none', to: 'network_mode: bridge' },
      { file: ONE_NODE, from: 'user: "99:99"', to: '' },
      { file: ONE_NODE, from: 'user: "1000:1000"', to: 'user: root' },
      { file: CLUSTER, from: 'user: "1000:1000"', to: 'user: "0:1000"' },
    ],
  },
  {
    name: 'nobody may do more than its work needs: no capabilities, no new privileges, nothing writable but mounts',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const confined = it.cap_drop?.includes('ALL') && it.cap_add === undefined && !it.privileged
        return confined && it.security_opt?.includes('no-new-privileges:true') && it.read_only ? [] : it.name
      }),
    breaks: [
      { file: ONE_NODE, from: 'read_only: true', to: '' },
      { file: CLUSTER, from: /cap_drop:\n\s+- ALL/, to: '' },
      { file: STANDALONE, from: '- no-new-privileges:true', to: '- label:disable' },
      { file: STANDALONE, from: 'read_only: true', to: 'read_only: true\n    privileged: true' },
      { file: STANDALONE, from: 'cap_drop:', to: 'cap_add:\n      - NET_ADMIN\n    cap_drop:' },
    ],
  },
  {
    name: 'no password stands in it: each comes from the environment, and nothing starts without it',
    rule: (text) =>
      textsOf(composeOf(text)).flatMap(([key, value]) => {
        const inAddress = /\/\/[^:@/\s]+:([^@]+)@/.exec(value)?.[1]
        const told = inAddress ?? (/PASSWORD|SECRET|TOKEN/i.test(key) ? value : undefined)
        return told === undefined || /^\$\{\w+:\?[^}]+\}$/.test(told) ? [] : `${key}: ${value}`
      }),
    breaks: [
      { file: CLUSTER, from: /(DEFAULT_OPS_PASSWORD): .*/, to: '$1: changeit' },
      { file: CLUSTER, from: /:\?set it in docker\/\.env\}/, to: ':-changeit}' },
      { file: CLUSTER, from: /admin:\$\{[^}]*\}@/, to: 'admin:changeit@' },
      { file: ONE_NODE, from: 'esdb://log', to: 'esdb://admin:changeit@log' },
    ],
  },
  {
    name: 'a log without accounts is reached from inside only; any other has TLS, its own authority and both passwords',
    rule: (text) => {
      const { networks = {} } = composeOf(text)
      return servicesOf(text).flatMap(({ environment = {}, name, ...it }) => {
        if (environment.EVENTSTORE_CLUSTER_SIZE === undefined) return []
        if (environment.EVENTSTORE_INSECURE === 'true') {
          const inside = networksOf(it).length > 0 && networksOf(it).every((network) => networks[network]?.internal)
          return inside && it.ports === undefined ? [] : name
        }
        const settings = ['TRUSTED_ROOT_CERTIFICATES_PATH', 'CERTIFICATE_FILE', 'CERTIFICATE_PRIVATE_KEY_FILE']
        const passwords = ['DEFAULT_ADMIN_PASSWORD', 'DEFAULT_OPS_PASSWORD']
        return [...settings, ...passwords].every((it) => environment[`EVENTSTORE_${it}`]) ? [] : name
      })
    },
    breaks: [
      { file: ONE_NODE, from: /log:\n {4}internal: true/, to: 'log:' },
      { file: ONE_NODE, from: 'EVENTSTORE_INSECURE: "true"', to: '' },
      { file: CLUSTER, from: /EVENTSTORE_DEFAULT_OPS_PASSWORD: .*/, to: '' },
      { file: CLUSTER, from: /EVENTSTORE_CERTIFICATE_FILE: .*/, to: '' },
    ],
  },
  {
    name: 'who asks a log with TLS checks its certificate, and can read the authority’s; nobody else sees the key of it',
    rule: (text) =>
      servicesOf(text).flatMap((it) => {
        const mounts = mountsOf(it)
        if (mounts.some(({ what }) => what === 'authority-key') && it.network_mode !== 'none') return it.name
        const address = it.environment?.PILOT_LEDGER_LOG ?? 'tls=false'
        if (address.includes('tls=false')) return []
        const authority = /tls=true&tlsCAFile=(\/\S+)\/ca\.crt$/.exec(address)?.[1]
        return mounts.some(({ what, where }) => what === 'authority' && where === authority) ? [] : it.name
      }),
    breaks: [
      { file: CLUSTER, from: '&tlsCAFile=/certificates/authority/ca.crt', to: '&tlsVerifyCert=false' },
      { file: CLUSTER, from: /(reporter-1:\n.*\n.*\n) {6}- authority:.*\n/, to: '$1' },
      { file: CLUSTER, from: '- reporter-2:/data', to: '- reporter-2:/data\n      - authority-key:/key' },
    ],
  },
]
