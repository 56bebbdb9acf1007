import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateFile, Unavailable, writeWholeFile } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { COSIGNATURE, isKeyName, parseSignerKey, type SignerKey, signerKey, signerKeyText } from '@pilot-ledger/proof'

export const KEY_FILE = 'witness.key'

/**
 * The key that a witness cosigns with, made with its folder. It stays beside what was cosigned with it: whoever loses the one
 * should lose the other, since a witness that has forgotten what it saw would cosign another history under a name that is believed.
 * @param name how it is called from the first start on; a later one must not differ
 */
export function witnessKey(folder: string, name?: string): SignerKey {
  const file = join(folder, KEY_FILE)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (text === '') return newKey(file, name ?? `pilot-ledger-witness/${randomBytes(8).toString('hex')}`)
  privateFile(file)
  const key = parseSignerKey(text.trimEnd())
  if (isRefusal(key) || key.kind !== COSIGNATURE)
    throw new Unavailable('damaged', `不是见证人密钥 / not the key of a witness: ${file}`)
  if (name !== undefined && name !== key.name)
    throw new Unavailable('in-use', `此见证人已名为 / this witness is already called ${key.name}: ${folder}`)
  return key
}

function newKey(file: string, name: string): SignerKey {
  if (!isKeyName(name)) throw new Unavailable('not-writable', `名称不可用 / no name for a key: ${name}`)
  const key = signerKey(name, COSIGNATURE, randomBytes(32))
  writeWholeFile(file, `${signerKeyText(key)}\n`)
  return key
}
