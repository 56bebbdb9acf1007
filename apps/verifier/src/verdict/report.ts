import type { Verdict, Verified } from '../certificate/verify'
import { fromBase64 } from '../crypto/base64'
import { toHex } from '../crypto/bytes'
import { canonical } from '../json/canonical'
import type { Entry } from '../ledger/live'
import { alike, type Words, words } from './words'

export const VERDICTS: Readonly<Record<Verdict['verdict'], Words>> = {
  valid: words('相符：证明成立', 'valid: the certificate holds'),
  unconfirmed: words('内部相符，密钥尚未确认', 'consistent, the key not yet confirmed'),
  invalid: words('不成立', 'invalid'),
}

/** What a certificate says, and of whom. */
export const statementOf = ({ certificate: { cut }, told }: Verified): readonly (readonly [Words, Words])[] => [
  ...told.statement,
  [words('截止', 'Cut'), words(`台账前 ${cut} 条记录`, `the first ${cut} entries of the ledger`)],
]

/** What was checked, and held. */
export function checkedIn({ checkpoint, entries, groups, cosigned, told }: Verified): readonly Words[] {
  const root = digitsOf(checkpoint.root)
  const kinds = groups.length
  return [
    words(
      '文件逐字节为规范 JSON，台账密钥的签名覆盖全部内容',
      'byte for byte canonical JSON, and the signature of the ledger’s key covers all of it',
    ),
    words(
      `检查点：${checkpoint.origin}，${checkpoint.size} 条记录，根 ${root}…，签名有效`,
      `the checkpoint of ${checkpoint.origin}: ${checkpoint.size} entries, root ${root}…, is signed`,
    ),
    ...cosigned.map(({ witness, at }) => {
      const time = `${new Date(at * 1000).toISOString().slice(0, 19)}Z`
      return words(`见证人 ${witness} 于 ${time} 会签`, `witness ${witness} cosigned it at ${time}`)
    }),
    words(
      `出示的 ${entries.length} 条记录（${kinds} 组）与台账中所记的完整性映射相符：无一遗漏、无一多余`,
      `the ${entries.length} entries shown (${kinds} groups) are those of the completeness map in the ledger: none left out, none too many`,
    ),
    words('每条记录都在检查点的树中、在其序号处', 'every entry stands in the tree of the checkpoint, at its number'),
    ...told.checked,
  ]
}

/** What is believed because somebody says so. */
export function trustedIn({ key, unchecked }: Verified, confirmed: boolean): readonly Words[] {
  return [
    confirmed
      ? words(
          `密钥 ${key.name} 属于该台账：由您提供或确认`,
          `that ${key.name} is the ledger’s key: you gave or confirmed it`,
        )
      : words(
          '尚未确认密钥：任何人都可以造一把密钥和一份与之相符的文件',
          'the key is not confirmed: anybody can make a key and a file that fits it',
        ),
    words('本验证程序来自您信任的来源，未被改动', 'that this verifier came from somebody you trust, unchanged'),
    ...(unchecked.length > 0
      ? [
          words(
            `另有签名未核对（未给出其公钥）：${unchecked.join('，')}`,
            `further signatures, not checked for want of their keys: ${unchecked.join(', ')}`,
          ),
        ]
      : []),
  ]
}

/** What it does not prove. */
export const unprovedIn = ({ told }: Verified): readonly Words[] => [...(told.unproved ?? []), ...NOT_PROVED]

const NOT_PROVED: readonly Words[] = [
  words(
    '所记内容是否真实：未登记的合同不在任何证明之中，登记了的单据也可能是假的',
    'that what was recorded is true: what nobody recorded is in no certificate, and a paper may be false',
  ),
  words(
    '别人看到的是否同一份历史：请与他人的证明比对（一并拖入），或核对见证签名',
    'that nobody was shown another history: compare with the certificates of others (drop them in together), or check witnesses',
  ),
  words(
    '完整性映射是否如实：整份合同或一份流水最末的记录可能被归入别处；映射本身已在台账中，全量核验或另一份证明可以查出',
    'that the completeness map is right: whole contracts, or the newest entries of a stream, could stand under another key; the map is in the ledger for ever, and a check of all of it, or another certificate, shows it',
  ),
  words(
    '截止之后的告示是否齐全：截止之前的由映射证明，其后的只凭签发方所言；请另取一份截止较新的证明',
    'that no notice since the cut is left out: those before it are proved by the map, later ones are the word of who issued this; take another certificate of a newer cut',
  ),
  words(
    '何时记录：时间由台账自己填写，只有见证签名带有他人的时间',
    'when it was recorded: times are the ledger’s own, but for those of witnesses',
  ),
]

/** What every certificate must tell: acts such as going on from a restored backup, also those since its cut. */
export const noticesIn = ({ entries, later }: Verified): readonly Entry[] => [
  ...entries.filter(({ stream }) => stream === 'notices'),
  ...later,
]

export function noticeWords({ index, type, data }: Entry): Words {
  const said = type === 'BackupContinued' ? continuedBackup(data) : undefined
  const { zh, en } = said ?? alike(`${type} ${canonical(data)}`)
  return words(`第 ${index + 1} 条：${zh}`, `entry ${index + 1}: ${en}`)
}

/** Undefined where it does not say what such an entry says: it is shown as it is then. */
function continuedBackup({ from, abandoned, reason }: Entry['data']): Words | undefined {
  const lost = Array.isArray(abandoned) ? abandoned.map(checkpointNamed) : []
  const [kept, why] = [checkpointNamed(from), typeof reason === 'string' ? reason : undefined]
  if (kept === undefined || why === undefined || !Array.isArray(abandoned) || lost.includes(undefined)) return undefined
  if (lost.length === 0)
    return words(
      `台账由备份恢复：恢复时为 ${kept.zh}；此后的记录是否曾被放弃，须与另存的检查点或打印件对照。理由：${why}`,
      `the ledger was restored from a backup: it had ${kept.en}; whether later entries were given up only checkpoints kept elsewhere, or papers, can tell. Reason: ${why}`,
    )
  return words(
    `台账曾由旧备份继续：此前为 ${kept.zh}；已签署而不再延续的检查点：${lost.map((it) => it?.zh).join('；')}。理由：${why}`,
    `the ledger was continued from an older backup: before it ${kept.en}; checkpoints that were signed and are not continued: ${lost.map((it) => it?.en).join('; ')}. Reason: ${why}`,
  )
}

/** As on paper: the first 16 hex digits. */
const digitsOf = (root: Uint8Array) => toHex(root).slice(0, 16)

/** Of one in base64; undefined of what is none. */
function rootDigits(root: string): string | undefined {
  try {
    return digitsOf(fromBase64(root, ''))
  } catch {
    return undefined
  }
}

function checkpointNamed(named: unknown): Words | undefined {
  const { size, root } = (typeof named === 'object' && named !== null ? named : {}) as {
    size?: unknown
    root?: unknown
  }
  if (typeof size !== 'number' || typeof root !== 'string') return undefined
  const digits = rootDigits(root)
  return digits === undefined ? undefined : words(`${size} 条记录，根 ${digits}`, `${size} entries, root ${digits}`)
}
