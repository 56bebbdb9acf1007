import { existsSync, readFileSync } from 'node:fs'
import { Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { ED25519, parseVerifierKey, type VerifierKey } from '@pilot-ledger/proof'

/** The logs that a witness cosigns, by their keys; one log may have several. */
export interface TrustedLogs {
  keysOf(origin: string): readonly VerifierKey[]
  origins(): readonly string[]
  keys(): readonly VerifierKey[]
}

/**
 * @param told keys from the command line
 * @param file more of them, one a line; it is looked at again for each request, so that a log is added without a restart
 */
export function trustedLogs(told: readonly string[], file?: string): TrustedLogs {
  const fixed = told.map((it) => logKey(it, '--log'))
  const all = () => (file !== undefined && existsSync(file) ? [...fixed, ...keysIn(file)] : fixed)
  // What is wrong in it is told at the start, not to the first who asks.
  all()
  return {
    keys: all,
    keysOf: (origin) => all().filter((it) => it.name === origin),
    origins: () => [...new Set(all().map((it) => it.name))],
  }
}

function keysIn(file: string): VerifierKey[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => (line.trim() === '' || line.startsWith('#') ? [] : logKey(line.trim(), file)))
}

function logKey(text: string, where: string): VerifierKey {
  const key = parseVerifierKey(text)
  if (isRefusal(key) || key.kind !== ED25519)
    throw new Unavailable('damaged', `不是台账的验证公钥 / not the verification key of a ledger (${where}): ${text}`)
  return key
}
