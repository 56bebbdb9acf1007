import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { privateFile, syncFolder, Unavailable, writeWholeFile } from '@pilot-ledger/event-log'
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

/** Of several services that begin at once with one file, one makes the key, and the others take that. */
function newKey(file: string): SignerKey {
  const key = signerKey(`pilot-ledger/${randomBytes(8).toString('hex')}`, ED25519, randomBytes(32))
  const its = `${file}.${key.id}`
  try {
    writeWholeFile(its, `${signerKeyText(key)}\n`)
    // One that is empty is in the way of nobody's key.
    if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file)
    linkSync(its, file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code as string
    if (!OTHER_WAS_FIRST.includes(code) || !existsSync(file)) throw error
  }
  syncFolder(dirname(file))
  tidy(file)
  return ledgerKey(file, false)
}
/** The key is there, or whoever made it has tidied up. */
const OTHER_WAS_FIRST = ['EEXIST', 'ENOENT']

/** Away with keys that became nobody's, where a death came between. */
function tidy(file: string): void {
  const begin = `${basename(file)}.`
  for (const it of readdirSync(dirname(file)))
    if (it.startsWith(begin) && /^[0-9a-f]{8}(\.part)?$/.test(it.slice(begin.length)))
      rmSync(join(dirname(file), it), { force: true })
}

/** The public part of the key lies beside what was signed, so that it is at hand where the key itself is kept elsewhere. */
export function keepPublicPart(file: string, key: VerifierKey): void {
  const text = `${verifierKeyText(key)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) privateFile(file)
  else writeWholeFile(file, text)
}

/** The same in a folder of several services, who may come at one moment. */
export function sharePublicPart(file: string, key: VerifierKey): void {
  const text = `${verifierKeyText(key)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  const own = `${file}.${randomBytes(8).toString('hex')}`
  writeWholeFile(own, text)
  renameSync(own, file)
}

/** Where that of a backup lies, beside the file with its checkpoints. */
export const publicKeyBeside = (checkpoints: string) => `${checkpoints}.key`
