import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { PRIVATE_FILE, privateFile, Unavailable } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import { ED25519, parseSignerKey, type SignerKey, signerKey, signerKeyText } from '../domain/keys'

/**
 * The key that a ledger signs its checkpoints with, in the form of Go's sumdb/note. Its name is the log's origin: made once
 * with the key, so that no two ledgers share it.
 * @param make where there is none, one is made; otherwise that is a fault
 */
export function ledgerKey(file: string, make: boolean): SignerKey {
  let text: string
  // What an older hand left readable is tightened; one that is kept elsewhere is its keeper's business.
  if (make && existsSync(file)) privateFile(file)
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    if (!make) throw new Unavailable('unreachable', `没有签名密钥 / there is no signing key: ${file}`)
    return newKey(file)
  }
  const key = parseSignerKey(text.trimEnd())
  if (isRefusal(key)) throw new Unavailable('damaged', `签名密钥 / the signing key ${file}: ${key.zh} / ${key.en}`)
  return key
}

function newKey(file: string): SignerKey {
  const key = signerKey(`pilot-ledger/${randomBytes(8).toString('hex')}`, ED25519, randomBytes(32))
  const handle = openSync(file, 'wx', PRIVATE_FILE)
  try {
    writeSync(handle, `${signerKeyText(key)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return key
}
