import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { privateFile, Unavailable, writeWholeFile } from '@pilot-ledger/event-log'
import { isRefusal } from '@pilot-ledger/kernel'
import {
  ED25519,
  parseSignerKey,
  type SignerKey,
  signerKey,
  signerKeyText,
  type VerifierKey,
  verifierKeyText,
} from '../domain/keys'
import { CHECKPOINTS } from './checkpoint-file'

/**
 * The key that a ledger signs its checkpoints with, in the form of Go's sumdb/note. Its name is the log's origin: made once
 * with the key, so that no two ledgers share it.
 * @param make where there is none and nothing beside it was signed, one is made; otherwise that is a fault
 */
export function ledgerKey(file: string, make: boolean): SignerKey {
  // What an older hand left readable is tightened; one that is kept elsewhere is its keeper's business.
  if (make && existsSync(file)) privateFile(file)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (text === '') {
    // One that is empty is one that a death kept from being written: nothing was signed with it.
    if (make && !isSignedBeside(file)) return newKey(file)
    throw new Unavailable(make ? 'damaged' : 'unreachable', noKey(file))
  }
  const key = parseSignerKey(text.trimEnd())
  if (isRefusal(key)) throw new Unavailable('damaged', `签名密钥 / the signing key ${file}: ${key.zh} / ${key.en}`)
  return key
}

const noKey = (file: string) =>
  `没有签名密钥 / there is no signing key: ${file}\n` +
  '处理：由保管处放回签名密钥（备份中没有）；若确要另起一段历史，移走 checkpoints / what to do: put the signing key back from where it is kept (it is in no backup); to begin another history on purpose, move checkpoints away'

/** Under another key nobody would believe what is signed already. */
function isSignedBeside(file: string): boolean {
  const checkpoints = statSync(join(dirname(file), CHECKPOINTS), { throwIfNoEntry: false })
  return checkpoints !== undefined && checkpoints.size > 0
}

function newKey(file: string): SignerKey {
  const key = signerKey(`pilot-ledger/${randomBytes(8).toString('hex')}`, ED25519, randomBytes(32))
  writeWholeFile(file, `${signerKeyText(key)}\n`)
  return key
}

/** The public part of the key lies beside what was signed, so that it is at hand where the key itself is kept elsewhere. */
export function keepPublicPart(file: string, key: VerifierKey): void {
  const text = `${verifierKeyText(key)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) privateFile(file)
  else writeWholeFile(file, text)
}

/** Where that of a backup lies, beside the file with its checkpoints. */
export const publicKeyBeside = (checkpoints: string) => `${checkpoints}.key`
