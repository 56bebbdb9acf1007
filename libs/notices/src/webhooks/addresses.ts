import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { type Checked, refuse } from '@pilot-ledger/kernel'

/** What of an endpoint's address the operator lets through; both are off unless he says so. */
export interface Allowed {
  /** Plain `http:`. */
  readonly http?: boolean
  /** Addresses of this machine and of private networks. */
  readonly private?: boolean
}

/**
 * Addresses that are nobody's on the internet: of this machine, private, of a link, shared, for documents, multicast (IANA special-purpose
 * registries), and those of IPv6 that carry an IPv4 address inside. An endpoint there would make this service ask its own neighbours.
 */
const NOT_PUBLIC: readonly (readonly [network: string, length: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]
const NOT_PUBLIC_LIST = new BlockList()
for (const [network, length] of NOT_PUBLIC)
  NOT_PUBLIC_LIST.addSubnet(network, length, network.includes(':') ? 'ipv6' : 'ipv4')

/** Also of `::ffff:10.1.2.3`, which is 10.1.2.3. */
export const isPublicAddress = (address: string) =>
  isIP(address) !== 0 && !NOT_PUBLIC_LIST.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** An endpoint's address as one may be. Refusals: `webhook-url-format`, `webhook-url-private`. */
export function endpointUrl(text: string, allowed: Allowed): Checked<URL> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const schemes = allowed.http ? ['https:', 'http:'] : ['https:']
  if (!url || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '')
    return NOT_AN_ADDRESS
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowed.private && (host === 'localhost' || (isIP(host) !== 0 && !isPublicAddress(host)))) return PRIVATE
  return url
}

/**
 * Resolves a name for a connection, and refuses what is not public: in the moment of connecting, so that a name cannot mean one thing
 * when it is looked at and another when it is asked.
 */
export const publicLookup: LookupFunction = (host, options, answer) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, '', 4)
    const refused = found.find((it) => !isPublicAddress(it.address))
    if (refused || found.length === 0) return answer(new Error('private-address'), '', 4)
    if (options.all) return (answer as unknown as (error: null, all: typeof found) => void)(null, found)
    answer(null, found[0].address, found[0].family)
  })
}

const NOT_AN_ADDRESS = refuse('webhook-url-format', {
  pointer: '/url',
  zh: '须为 https 地址，不含用户名、密码和 #',
  en: 'an https address without user, password or fragment',
})
const PRIVATE = refuse('webhook-url-private', {
  pointer: '/url',
  zh: '不得指向本机或内网地址（运维人员可放开）',
  en: 'not an address of this machine or of a private network, unless the operator allows them',
})
