import { BlockList, isIP } from 'node:net'

type Family = 'ipv4' | 'ipv6'

function familyOf(address: string): Family | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6'
}

/** `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32`. */
export function isAddressOrNetwork(text: string): boolean {
  return networkOf(text) !== undefined
}

/** Whether an address is one of these, or lies in one of these networks; `::ffff:10.1.2.3` is `10.1.2.3`. */
export function liesIn(address: string, networks: readonly string[]): boolean {
  const of = familyOf(address)
  if (of === undefined) return false
  const list = new BlockList()
  for (const it of networks.map(networkOf)) if (it) list.addSubnet(it.address, it.length, it.family)
  return list.check(address, of)
}

function networkOf(text: string): { address: string; length: number; family: Family } | undefined {
  const [address, length, more] = text.split('/')
  const of = familyOf(address)
  if (of === undefined || more !== undefined) return undefined
  const longest = of === 'ipv4' ? 32 : 128
  if (length === undefined) return { address, length: longest, family: of }
  return /^\d{1,3}$/.test(length) && Number(length) <= longest
    ? { address, length: Number(length), family: of }
    : undefined
}
