import { contradiction } from '../certificate/compare'
import { type Expected, type Fault, reported, type Verdict, type Verified, verify } from '../certificate/verify'
import { printable, printableLines } from '../verdict/printable'
import { checkedIn, noticesIn, noticeWords, statementOf, trustedIn, unprovedIn, VERDICTS } from '../verdict/report'
import type { Words } from '../verdict/words'

const USAGE = `用法 usage: node verify-certificate.mjs FILE… [--key VKEY] [--witness VKEY]… [--cosignatures N]
  [--code FIGURE] [--platform ID] [--programme ID] [--period P]
  [--round ID] [--from DAY] [--to DAY] [--cut N] [--json]

--key 台账的验证公钥，来自纸面或可信来源；不给则只能判断文件内部是否相符
      the ledger's key, from paper or a place you trust; without it only the file's own consistency can be told
退出码 exit codes: 0 成立 valid · 1 不成立 invalid · 2 用法 usage · 3 密钥未确认 key not confirmed`

/** Members of what a certificate is of. */
const OF = ['platform', 'programme', 'period', 'round'] as const
const FLAGS = ['key', 'witness', 'cosignatures', 'code', ...OF, 'from', 'to', 'cut'] as const
type Flag = (typeof FLAGS)[number]

interface Asked {
  readonly files: readonly string[]
  readonly json: boolean
  readonly expected: Expected
}

/** Undefined where the words make no sense. */
export function askedBy(args: readonly string[]): Asked | undefined {
  const files: string[] = []
  const given = new Map<Flag, string[]>()
  let json = false
  for (let i = 0; i < args.length; i++) {
    const flag = FLAGS.find((it) => args[i] === `--${it}`)
    if (args[i] === '--json') json = true
    else if (flag) {
      const value = args[++i]
      if (value === undefined) return undefined
      given.set(flag, [...(given.get(flag) ?? []), value])
    } else if (args[i].startsWith('--')) return undefined
    else files.push(args[i])
  }
  // Of two values of one flag nobody knows which was meant; only witnesses are several.
  if ([...given].some(([flag, values]) => flag !== 'witness' && values.length > 1)) return undefined
  const whole = (flag: Flag) => given.get(flag)?.map((it) => (/^\d+$/.test(it) ? Number(it) : Number.NaN))[0]
  const numbers = [whole('cut'), whole('cosignatures')]
  if (files.length === 0 || numbers.some((it) => it !== undefined && !Number.isSafeInteger(it))) return undefined
  const one = (flag: Flag) => given.get(flag)?.[0]
  return {
    files,
    json,
    expected: {
      key: one('key'),
      witnesses: given.get('witness'),
      cosignatures: numbers[1],
      code: one('code'),
      of: Object.fromEntries(OF.flatMap((it) => (given.has(it) ? [[it, one(it)]] : []))),
      from: one('from'),
      to: one('to'),
      cut: numbers[0],
    },
  }
}

const both = ({ zh, en }: Words) => (zh === en ? zh : `${zh} · ${en}`)
const listed = (title: Words, list: readonly Words[]) =>
  list.length === 0 ? [] : [both(title), ...list.flatMap(({ zh, en }) => [`  - ${zh}`, `    ${en}`])]

function faultLines({ code, zh, en, at, facts }: Fault): string[] {
  const more = Object.entries(facts).map(([name, value]) => `${name}: ${value}`)
  return [
    `  ${code}${at === '' ? '' : ` @ ${at}`}`,
    `  ${zh} · ${en}`,
    ...(more.length > 0 ? [`  ${more.join(' · ')}`] : []),
  ]
}

function linesOf(file: string, verdict: Verdict): readonly string[] {
  const head = `${file}: ${both(VERDICTS[verdict.verdict])}`
  if (verdict.verdict === 'invalid') return [head, ...faultLines(verdict.fault)]
  const { found } = verdict
  return [
    head,
    ...statementOf(found).map(([name, value]) => `${both(name)}: ${both(value)}`),
    `数值 Value: ${both(found.told.headline)}`,
    `密钥 Key: ${found.key.text}`,
    `指纹 Fingerprint: ${found.fingerprint}`,
    ...listed({ zh: '须告知', en: 'To be told' }, noticesIn(found).map(noticeWords)),
    ...listed({ zh: '已核对', en: 'Checked' }, checkedIn(found)),
    ...listed({ zh: '所信任', en: 'Trusted' }, trustedIn(found, verdict.verdict === 'valid')),
    ...listed({ zh: '未证明', en: 'Not proved' }, unprovedIn(found)),
  ]
}

/** As JSON: the verdict and all that must be told beside it, or why not, of each file. */
const plain = (file: string, verdict: Verdict) =>
  verdict.verdict === 'invalid'
    ? { file, verdict: verdict.verdict, fault: verdict.fault }
    : {
        file,
        verdict: verdict.verdict,
        format: verdict.found.certificate.format,
        ...verdict.found.told.facts,
        cut: verdict.found.certificate.cut,
        entries: verdict.found.entries.length,
        checkpoint: { origin: verdict.found.checkpoint.origin, size: verdict.found.checkpoint.size },
        key: verdict.found.key.text,
        fingerprint: verdict.found.fingerprint,
        cosigned: verdict.found.cosigned,
        unchecked: verdict.found.unchecked,
        notices: noticesIn(verdict.found).map(({ index, type, data }) => ({ entry: index + 1, type, data })),
      }

/** What is printed, and the exit code. `read` throws for a file that cannot be read. */
export function run(
  args: readonly string[],
  read: (file: string) => Uint8Array,
): { text: string; code: 0 | 1 | 2 | 3 } {
  const asked = askedBy(args)
  if (!asked) return { text: USAGE, code: 2 }
  const verdicts: { file: string; verdict: Verdict; lines: readonly string[] }[] = []
  for (const file of asked.files) {
    try {
      const bytes = read(file)
      const [verdict, lines] = reported(verify(bytes, asked.expected), (it) => linesOf(file, it))
      verdicts.push({ file, verdict, lines })
    } catch (error) {
      return { text: printable(`${file}: ${(error as Error).message}`), code: 2 }
    }
  }
  const found = verdicts.flatMap(({ file, verdict }) =>
    verdict.verdict === 'invalid' ? [] : [{ file, found: verdict.found }],
  )
  const contradictions = pairsOf(found).flatMap(([a, b]) => {
    const fault = contradiction(a.found, b.found)
    return fault ? [{ files: [a.file, b.file], fault }] : []
  })
  const kinds = verdicts.map(({ verdict }) => verdict.verdict)
  const code = kinds.includes('invalid') || contradictions.length > 0 ? 1 : kinds.includes('unconfirmed') ? 3 : 0
  if (asked.json) {
    const certificates = verdicts.map(({ file, verdict }) => plain(file, verdict))
    return { text: printableLines(JSON.stringify({ certificates, contradictions }, null, 2).split('\n')), code }
  }
  const against = contradictions.map(({ files, fault }) => [files.join(' ↔ '), ...faultLines(fault)])
  const texts = [...verdicts.map(({ lines }) => lines), ...against].map(printableLines)
  return { text: texts.join('\n\n'), code }
}

type Found = { readonly file: string; readonly found: Verified }
const pairsOf = (list: readonly Found[]) => list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const))
