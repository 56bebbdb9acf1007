import { type Refusal, refuse } from '@pilot-ledger/kernel'

/** Why a proof, a note or a checkpoint is not believed: a verdict for people, never an exception. */
const FAULTS = {
  'proof-number-invalid': { zh: '序号或树的大小不是有效整数', en: 'an index or a size is no whole number' },
  'proof-index-outside': { zh: '序号不在树内', en: 'the index lies outside the tree' },
  'proof-sizes-reversed': { zh: '旧树比新树大', en: 'the older tree is larger than the newer' },
  'proof-leaves-unordered': { zh: '条目须按序号递增且不重复', en: 'leaves stand in ascending order, each once' },
  'proof-of-nothing': { zh: '证明未指任何条目', en: 'a proof of no leaf proves nothing' },
  'proof-hash-malformed': { zh: '哈希须为 32 字节', en: 'a hash has 32 bytes' },
  'proof-too-short': { zh: '证明缺少哈希', en: 'the proof lacks hashes' },
  'proof-too-long': { zh: '证明有多余的哈希', en: 'the proof holds hashes that it does not need' },
  'proof-root-differs': { zh: '按证明算出的根与所称的根不符', en: 'the proof leads to another root' },
  'proof-old-root-differs': { zh: '按证明算出的旧根与所称的旧根不符', en: 'the proof leads to another older root' },
  'note-malformed': { zh: '不是签名文本', en: 'not a signed note' },
  'note-not-signed': { zh: '没有所信任密钥的签名', en: 'no key that is trusted has signed it' },
  'note-signature-wrong': { zh: '所信任密钥的签名不成立', en: 'a signature under a trusted key does not hold' },
  'key-malformed': { zh: '密钥须为 名称+标识+base64', en: 'not a key in the form name+id+base64' },
  'checkpoint-malformed': { zh: '不是检查点', en: 'not a checkpoint' },
  'checkpoint-of-other-log': { zh: '检查点属于另一账本', en: 'a checkpoint of another log' },
  'tlog-proof-malformed': { zh: '不是 c2sp.org/tlog-proof@v1 证明文件', en: 'not a c2sp.org/tlog-proof@v1 file' },
  'witness-request-malformed': {
    zh: '不是见证人请求（c2sp.org/tlog-witness）',
    en: 'not a request to a witness (c2sp.org/tlog-witness)',
  },
  'witness-unreachable': {
    zh: '见证人无法联系或未及时答复',
    en: 'the witness cannot be reached or does not answer in time',
  },
  'witness-waits-for-answer': {
    zh: '请求已写入文件夹，等待带回见证人的答复',
    en: 'the request lies in the folder; the answer of the witness is waited for',
  },
  'witness-refuses': { zh: '见证人不予会签', en: 'the witness does not cosign' },
  'witness-answer-wrong': { zh: '见证人的答复不成立', en: 'what the witness answers does not hold' },
  'witness-ahead': {
    zh: '见证人已为更大的账本会签：本账本可能由旧备份恢复，或另有人以同一密钥签署',
    en: 'the witness has cosigned a larger log: this one may be an older backup, or somebody else signs with its key',
  },
  'witness-saw-other-history': {
    zh: '见证人所见的是另一段历史：同一密钥签过两个账本，或见证人不实',
    en: 'the witness has seen another history: one key has signed two logs, or the witness lies',
  },
  'not-cosigned': {
    zh: '此前所登记的尚无足够的见证人会签，未予封存或结账；请稍后再试，见证人的情况见 /api/log/witnesses',
    en: 'too few witnesses have cosigned what came before: it is not sealed or closed; try again, and see /api/log/witnesses for how they stand',
  },
  'tile-path-malformed': { zh: '不是树块的路径', en: 'not the path of a tile' },
  'nothing-to-continue': {
    zh: '账本是已签检查点的延续，无须沿用旧备份',
    en: 'the log continues what was signed: there is nothing to begin anew',
  },
  'not-an-older-backup': {
    zh: '账本与已签检查点不符，不只是较旧：条目被改动过，不得沿用',
    en: 'the log is not merely older than what was signed: entries were changed, and it is not gone on with',
  },
  'entry-too-long': {
    zh: '条目超过 65535 字节，不能放入条目包；请取 tile/data/…（长度四字节）',
    en: 'an entry over 65,535 bytes does not fit an entry bundle: take tile/data/…, whose lengths have four bytes',
  },
} as const
export type ProofFault = keyof typeof FAULTS

/** @param facts what a person needs to find it: numbers, names, the line */
export function fault(code: ProofFault, facts?: Readonly<Record<string, string | number>>): Refusal {
  const texts = facts && Object.fromEntries(Object.entries(facts).map(([name, it]) => [name, String(it)]))
  return refuse(code, { ...FAULTS[code], ...(texts && { facts: texts }) })
}
