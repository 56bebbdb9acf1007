import { resolve } from 'node:path'
import { isRefusal } from '@pilot-ledger/kernel'
import { parseVerifierKey } from '@pilot-ledger/proof'
import { Mistake } from '../mistake'
import { placeGiven, placeServed } from '../papers/places'
import type { Progress } from '../progress'
import { type Verification, verifyBackup, verifyCluster, verifyLedger } from '../verify'

/** As the command line gives them. */
export interface VerifyOptions {
  readonly data?: string
  readonly backup?: string
  readonly log?: string
  readonly access?: string
  readonly accessId?: string
  readonly checkpoints?: string
  readonly key?: string
  readonly witness?: readonly string[]
  readonly cosignatures?: string
  readonly evidence?: string
}

/** Verifies what is named: a folder, a backup, or a log on a server. Throws `Mistake`. */
export async function verifyAsked(options: VerifyOptions, progress: Progress): Promise<Verification> {
  const { data, backup, log, access, accessId, checkpoints, key, witness: witnesses, cosignatures, evidence } = options
  const needed = cosignatures === undefined ? undefined : Number(cosignatures)
  if (needed !== undefined && !(Number.isSafeInteger(needed) && needed >= 1))
    throw new Mistake(`--cosignatures ${cosignatures}: 应为正整数 / not a whole number from 1`)
  for (const [option, text] of [['--key', key] as const, ...(witnesses ?? []).map((it) => ['--witness', it] as const)])
    mustBeKey(option, text)
  const place = backup === undefined ? placeServed(evidence) : placeGiven(evidence)
  const papers = place === undefined ? {} : { papers: place }
  const trusted = { key, witnesses, cosignatures: needed, elsewhere: checkpoints && resolve(checkpoints), ...papers }
  if (log !== undefined && backup === undefined)
    return verifyCluster(log, progress, {
      ...trusted,
      folder: data && resolve(data),
      accounts: access && resolve(access),
      accountsId: accessId,
    })
  if ((data === undefined) === (backup === undefined) || log !== undefined)
    throw new Mistake('请只指明一个 / name one of them: --data, --backup, --log')
  return backup === undefined
    ? verifyLedger(resolve(data as string), progress, trusted)
    : verifyBackup(resolve(backup), progress, trusted)
}

/** A slip of the pen is none of the ledger's faults. */
function mustBeKey(option: string, text: string | undefined): void {
  const key = text === undefined ? undefined : parseVerifierKey(text)
  if (isRefusal(key)) throw new Mistake(`${option} 有误，请核对所抄公钥 / is mistyped: ${key.zh} / ${key.en}`)
}
