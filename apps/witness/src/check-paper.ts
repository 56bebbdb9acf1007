import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isRefusal } from '@pilot-ledger/kernel'
import { openCheckpoint, type VerifierKey } from '@pilot-ledger/proof'
import { KeptCheckpoints } from './kept-checkpoints'
import { type AskedLedger, askedLedger } from './ledger-asked'
import { type Known, paperOf, toBeShown, type Verdict, verdictOn } from './paper'
import { KEY_FILE, witnessKey } from './witness-key'

export interface PaperCheck {
  /** What was scanned, or typed. */
  readonly text: string
  /** The log's own keys. */
  readonly keys: readonly VerifierKey[]
  /** The folder of a witness, if there is one. */
  readonly folder: string
  /** Whoever keeps the log: a data folder, or a service's address with a token. */
  readonly ledger?: string
  readonly token?: string
}

export interface Checked {
  /** 0: it is of this log. 1: it is of another history, or no checkpoint at all. 3: nobody has shown which. */
  readonly exitCode: 0 | 1 | 3
  readonly words: string
}

const VERDICTS: Readonly<Record<Verdict, { readonly exitCode: 0 | 1 | 3; readonly zh: string; readonly en: string }>> =
  {
    contained: { exitCode: 0, zh: '账本仍含此检查点', en: 'the log still contains this checkpoint' },
    continued: {
      exitCode: 0,
      zh: '此检查点更新，是所知历史的延续',
      en: 'this checkpoint is newer, and continues what is known',
    },
    'other-history': {
      exitCode: 1,
      zh: '账本在此大小时是另一内容：同一密钥签过两段历史',
      en: 'the log was something else at this size: one key has signed two histories',
    },
    'not-shown': {
      exitCode: 3,
      zh: '无从判断：账本未出示证明，或其证明不成立',
      en: 'it cannot be told: whoever keeps the log has shown no proof that holds',
    },
  }

/** What nobody has signed may be what nobody has printed. */
const COMPARE_DIGITS =
  '数字是录入的：请先与纸面逐位核对，一位之误亦如此 / it was typed: first compare every digit with the paper, one that is misread looks the same'

/** Whether the log still contains what a paper says: by what this witness has cosigned, or else by what the log has signed itself. */
export async function checkPaper({ text, keys, folder, ledger, token }: PaperCheck): Promise<Checked> {
  const paper = paperOf(text, keys)
  if (isRefusal(paper))
    return { exitCode: paper.code === 'unknown-log' ? 3 : 1, words: `${paper.code}: ${paper.zh} / ${paper.en}` }
  const asked = ledger === undefined ? undefined : askedLedger(ledger, token)
  const its = keys.filter(({ name }) => name === paper.origin)
  const found = cosigned(folder, paper.origin) ?? (await signed(asked, its))
  if (!found)
    return { exitCode: 3, words: '没有可对照的检查点 / there is no checkpoint to hold it against: --ledger, --data' }
  const parts = toBeShown(paper, found.known)
  const shown = parts && (await asked?.shown(...parts))
  const { exitCode, zh, en } = VERDICTS[verdictOn(paper, found.known, shown)]
  const { size, root, isSigned } = paper
  return {
    exitCode,
    words: [
      `${zh} / ${en}`,
      ...(exitCode === 1 && !isSigned ? [COMPARE_DIGITS] : []),
      `纸面 paper: ${size} · ${root.slice(0, 16)}${isSigned ? '' : ' (未验签名 its signature was not seen)'}`,
      `对照 held against: ${found.known.size} · ${found.by}`,
    ].join('\n'),
  }
}

interface Found {
  readonly known: Known
  readonly by: string
}

/** What this witness has cosigned, read beside it where it is running. */
function cosigned(folder: string, origin: string): Found | undefined {
  if (!existsSync(join(folder, KEY_FILE))) return undefined
  const known = new KeptCheckpoints(folder, witnessKey(folder)).last(origin)
  return known && { known, by: '本见证人所会签 cosigned by this witness' }
}

async function signed(asked: AskedLedger | undefined, keys: readonly VerifierKey[]): Promise<Found | undefined> {
  const note = await asked?.checkpoint()
  const opened = note === undefined ? [] : keys.map((it) => openCheckpoint(note, it))
  const known = opened.find((it) => !isRefusal(it))
  return known && !isRefusal(known) ? { known, by: '账本自己所签 signed by the log itself' } : undefined
}
