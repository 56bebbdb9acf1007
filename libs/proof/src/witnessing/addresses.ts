import { existsSync, readFileSync } from 'node:fs'
import { Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { COSIGNATURE, parseVerifierKey, type VerifierKey } from '../domain/keys'

/** Whom a log asks for cosignatures, and whose it then believes. */
export interface WitnessAddress {
  /** What `/add-checkpoint` is put behind; or, where there is no network, a folder (`file:`) that is carried to the witness and back. */
  readonly prefix: string
  readonly key: VerifierKey
}

export interface WitnessesTold {
  readonly witnesses: readonly WitnessAddress[]
  readonly cosignatures: number
}

export const WITNESS_OPTIONS = {
  witness: { type: 'string', multiple: true },
  cosignatures: { type: 'string' },
} as const
export const WITNESS_USAGE = `  --witness URL=VKEY 或 PILOT_LEDGER_WITNESSES（空格分隔）：请其为检查点会签，可多次 · is asked to cosign checkpoints, several times
  --cosignatures N 或 PILOT_LEDGER_COSIGNATURES：封存与结账须先有 N 个会签 · a seal or a close needs so many of them`

/** What a program was told by its command line or else its environment. Throws `Unavailable`. */
export function witnessesTold(
  { witness, cosignatures }: { readonly witness?: readonly string[]; readonly cosignatures?: string },
  environment: NodeJS.ProcessEnv,
): WitnessesTold {
  const { PILOT_LEDGER_WITNESSES = '', PILOT_LEDGER_COSIGNATURES = '0' } = environment
  const witnesses = witnessAddresses(witness ?? PILOT_LEDGER_WITNESSES.split(/\s+/).filter((it) => it !== ''))
  const required = cosignatures ?? PILOT_LEDGER_COSIGNATURES
  if (!/^\d{1,3}$/.test(required) || Number(required) > witnesses.length)
    throw new Unavailable(
      'unreachable',
      `--cosignatures ${required}: 应为 0 至见证人数 ${witnesses.length} / a number from 0 to that of the witnesses, ${witnesses.length}`,
    )
  return { witnesses, cosignatures: Number(required) }
}

/**
 * Witnesses as they are told: `URL=VKEY`, or `URL=FILE` of a file that holds the key. Throws `Unavailable`: for one that is no
 * address or no witness's key, and where two have one key, which would count twice.
 */
export function witnessAddresses(told: readonly string[]): WitnessAddress[] {
  const found = told.map(addressOf)
  const twice = found.find(({ key }, i) => found.findIndex((it) => isSameKey(it.key, key)) !== i)
  if (twice) throw wrong(twice.prefix, '两个见证人同一密钥 / two witnesses have one key')
  return found
}

function addressOf(told: string): WitnessAddress {
  const at = told.indexOf('=')
  const [prefix, text] = [told.slice(0, at).replace(/(?<!\/)\/+$/, ''), told.slice(at + 1)]
  if (at === -1 || !isAddress(prefix)) throw wrong(told, '应为 URL=公钥 / it should be URL=VKEY')
  const key = parseVerifierKey(existsSync(text) ? readFileSync(text, 'utf8').trim() : text)
  if (isRefusal(key) || key.kind !== COSIGNATURE) throw wrong(told, '不是见证人的公钥 / not the key of a witness')
  return { prefix, key }
}

const isAddress = (prefix: string) => URL.canParse(prefix) && /^(https?|file):$/.test(new URL(prefix).protocol)

/** A cosignature does not say the name of its key. */
const isSameKey = (a: VerifierKey, b: VerifierKey) => Buffer.compare(a.publicKey, b.publicKey) === 0

const wrong = (told: string, what: string) => new Unavailable('unreachable', `见证人 witness ${told}: ${what}`)
