import * as fc from 'fast-check'
import type { Verdict, Verified } from '../../apps/verifier/src/certificate/verify'
import type { Chance } from '../figures/histories.spec-support'
import type { Loose } from './certificate-maker.spec-support'

export const codeOf = (it: Verdict) => (it.verdict === 'invalid' ? it.fault.code : it.verdict)
export const foundIn = (it: Verdict): Verified => {
  if (it.verdict === 'invalid') throw new Error(it.fault.code)
  return it.found
}

/** No file with a byte changed, dropped or added, cut short or lengthened verifies, and none breaks the verifier. */
export function everyByte(file: Buffer, check: (file: Buffer) => readonly Verdict[]): void {
  const refused = (forged: Buffer) => {
    for (const it of check(forged)) expect(codeOf(it)).not.toMatch(/^(valid|unconfirmed|verifier-fault)$/)
  }
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(file)
      changed[at] ^= by
      refused(changed)
      refused(Buffer.concat([file.subarray(0, at), file.subarray(at + 1)]))
      refused(Buffer.concat([file.subarray(0, at), Buffer.of(by), file.subarray(at)]))
    }),
    { numRuns: 120 },
  )
  for (const length of [0, 1, 100, file.length - 1]) refused(file.subarray(0, length))
  for (const tail of ['\n', ' ', '{}']) refused(Buffer.concat([file, Buffer.from(tail)]))
}

/** Changes one thing somewhere inside the members named. */
export function alter(certificate: Loose, chance: Chance, members: readonly string[]): void {
  let [holder, name]: [Loose, string | number] = [certificate, chance.pick(members)]
  while (typeof holder[name] === 'object' && holder[name] !== null && !chance.maybe(0.15)) {
    const names: string[] = Object.keys(holder[name])
    if (names.length === 0) break
    holder = holder[name]
    name = Array.isArray(holder) ? chance.below(holder.length) : chance.pick(names)
  }
  const value = holder[name]
  if (Array.isArray(holder) && chance.maybe(0.5)) {
    if (chance.maybe(0.5)) holder.splice(Number(name), 1)
    else holder.splice(chance.below(holder.length), 0, value)
  } else if (typeof value === 'number') holder[name] = value + (chance.maybe(0.5) ? 1 : -1)
  else if (typeof value === 'string' && value.length > 0) {
    const at = chance.below(value.length)
    holder[name] = value.slice(0, at) + chance.pick(['A', 'b', '0', '']) + value.slice(at + 1)
  } else if (Array.isArray(holder)) holder.splice(Number(name), 1)
  else delete holder[name]
}
