import type { Verdict, Verified } from '../certificate/verify'
import { toHex } from '../crypto/bytes'
import { canonical } from '../json/canonical'
import { readLedger } from '../ledger/ledger'
import type { Entry } from '../ledger/live'
import type { Value } from '../ledger/value'

/** The same in both languages. */
export interface Words {
  readonly zh: string
  readonly en: string
}
export const words = (zh: string, en: string): Words => ({ zh, en })

export const VERDICTS: Readonly<Record<Verdict['verdict'], Words>> = {
  valid: words('相符：证明成立', 'valid: the certificate holds'),
  unconfirmed: words('内部相符，密钥尚未确认', 'consistent, the key not yet confirmed'),
  invalid: words('不成立', 'invalid'),
}

/** What a certificate says, and of whom. */
export function statementOf({ certificate, figure, entries }: Verified): readonly (readonly [Words, Words])[] {
  const { of, window, cut, definition } = certificate
  const names = new Map<string, string>()
  for (const [id, live] of readLedger(entries).registers)
    for (const it of live) if (it.type === 'PlatformRegistered') names.set(id, it.data.name)
  const named = (id: string) => (names.has(id) ? `${names.get(id)} (${id})` : id)
  const both = (text: string) => words(text, text)
  const scope =
    'platform' in of
      ? both(named(of.platform))
      : 'programme' in of
        ? words(`统筹 ${of.programme}`, `programme ${of.programme}`)
        : of.platforms === 'all'
          ? words('全部平台合计', 'all platforms together')
          : both(of.platforms.map(named).join(' + '))
  return [
    [
      words('指标', 'Figure'),
      words(
        `${figure.zh}（${definition.code}，定义第 ${definition.version} 版）`,
        `${figure.en} (${definition.code}, definition ${definition.version})`,
      ),
    ],
    [words('定义（签发方原文）', 'Definition, in the issuer’s words'), definition.text],
    [words('范围', 'Of'), scope],
    [
      words('统计期', 'Window'),
      words(`${window.from} 至 ${window.to}（含首尾）`, `${window.from} to ${window.to}, both included`),
    ],
    [words('截止', 'Cut'), words(`台账前 ${cut} 条记录`, `the first ${cut} entries of the ledger`)],
  ]
}

const UNITS = { CNY: words('元', 'CNY'), count: words('', '') } as const

export function valueWords(value: Value, unit: keyof typeof UNITS): Words {
  const { zh, en } = UNITS[unit]
  if (typeof value === 'string') return words(`${value} ${zh}`.trim(), `${value} ${en}`.trim())
  return words(
    `含税 ${value.inclusive} ${zh}；不含税 ${value.exclusive} ${zh}（不相加）`,
    `with tax ${value.inclusive} ${en}; without tax ${value.exclusive} ${en} (never added)`,
  )
}

/** What was checked, and held. */
export function checkedIn({
  certificate,
  checkpoint,
  entries,
  rows,
  doubtful,
  groups,
  cosigned,
  figure,
}: Verified): readonly Words[] {
  const root = toHex(checkpoint.root).slice(0, 16)
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
    words(
      `由这些记录逐条重新计算“${figure.zh}”，得 ${rows.length} 行，与所载数值一致（截止 ${certificate.cut}）`,
      `recomputed from these entries, “${figure.en}” has ${rows.length} rows and is the value stated (cut ${certificate.cut})`,
    ),
    ...(doubtful > 0
      ? [
          words(
            `另有 ${doubtful} 项仅知月份、统计期自该月月中起算，未计入`,
            `${doubtful} more are known only to the month inside which the window begins, and not counted`,
          ),
        ]
      : []),
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

export const NOT_PROVED: readonly Words[] = [
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
    '何时记录：时间由台账自己填写，只有见证签名带有他人的时间',
    'when it was recorded: times are the ledger’s own, but for those of witnesses',
  ),
]

/** What every certificate must tell: acts such as going on from a restored backup. */
export const noticesIn = ({ entries }: Verified): readonly Entry[] =>
  entries.filter(({ stream }) => stream === 'notices')

export const noticeWords = ({ index, type, data }: Entry): Words => {
  const said = `${type} ${canonical(data)}`
  return words(`第 ${index + 1} 条：${said}`, `entry ${index + 1}: ${said}`)
}
