import { readFileSync } from 'node:fs'
import { type AccessProof, provenEntry } from '@pilot-ledger/access'
import { isRefusal, type Json } from '@pilot-ledger/kernel'
import { parseVerifierKey, type VerifierKey } from '@pilot-ledger/proof'
import { Mistake } from './mistake'

export interface AccessProofOptions {
  readonly file: string
  readonly key: string
  readonly checkpoint?: string
  readonly witness?: readonly string[]
  readonly cosignatures?: string
}

export interface CheckedProof {
  readonly proven: boolean
  readonly lines: readonly string[]
}

/** Whether one entry of the accounts stands in a ledger: by the file, and the key that somebody noted down himself. Throws `Mistake`. */
export function checkAccessProof(options: AccessProofOptions): CheckedProof {
  const { file, checkpoint, witness = [], cosignatures } = options
  const key = keyIn('--key', options.key)
  const witnesses = [...new Set(witness)].map((it) => keyIn('--witness', it))
  const needed = cosignatures === undefined ? witnesses.length : Number(cosignatures)
  if (!Number.isSafeInteger(needed) || needed < 0)
    throw new Mistake(`--cosignatures ${cosignatures}: 应为整数 / not a count`)
  const json = jsonIn(file)
  const note = checkpoint === undefined ? undefined : readFileSync(checkpoint, 'utf8')
  const proven = provenEntry(json, key, { note, witnesses })
  if (isRefusal(proven))
    return { proven: false, lines: [`不成立 not proven: ${proven.zh} · ${proven.en} (${proven.code})`] }
  const { sequence, entry, checkpoint: signed, shown } = proven
  if (signed.cosigners.length < needed)
    return {
      proven: false,
      lines: [`不成立 not proven: 会签不足 too few cosignatures ${signed.cosigners.length} / ${needed}`],
    }
  const { tree, leaf, personal } = json as unknown as AccessProof
  const name = tree === 'reads' ? '查阅记录 access log' : '账户记录 account entries'
  return {
    proven: true,
    lines: [
      `成立 proven: ${name} ${sequence} · 账本第 ${entry} 条承诺 committed by entry ${entry} · 检查点 checkpoint ${signed.origin} ${signed.size}`,
      JSON.stringify(leaf),
      shown
        ? `其中个人信息 what is said of persons: ${JSON.stringify(personal)}`
        : '个人信息仅以摘要出示 what is said of persons is shown as a digest only',
      ...signed.cosigners.map((it) => `会签 cosigned: ${it.key.name}`),
    ],
  }
}

function keyIn(option: string, text: string): VerifierKey {
  const key = parseVerifierKey(text)
  if (isRefusal(key)) throw new Mistake(`${option} 有误，请核对所抄公钥 / is mistyped: ${key.zh} / ${key.en}`)
  return key
}

function jsonIn(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json
  } catch (error) {
    throw new Mistake(`无法读取 / cannot be read: ${file}: ${(error as Error).message}`)
  }
}
