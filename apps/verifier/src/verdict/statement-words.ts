import type { Told } from '../certificate/claim'
import type { StatementStated } from '../certificate/statement-stated'
import type { Json } from '../json/json'
import type { Publication } from '../ledger/contents'
import type { Entry } from '../ledger/live'
import type { Compared } from '../ledger/statement'
import { namesIn, windowWords } from './figure-words'
import { alike, type Words, words } from './words'

const VERDICTS: Readonly<Record<Compared['verdict'], Words>> = {
  agrees: words('与台账相符', 'agrees with the ledger'),
  differs: words('与台账不符', 'differs from the ledger'),
  cannotSay: words('无法判断', 'cannot be said'),
}

/** Of a target: what is aimed at by the letter, and by the ledger. */
const TARGETS: typeof VERDICTS = {
  agrees: words('与台账所设目标相符', 'agrees with the target set in the ledger'),
  differs: words('与台账所设目标不符', 'differs from the target set in the ledger'),
  cannotSay: words('台账未设此目标，无法判断', 'cannot be said: no such target is set in the ledger'),
}

/** A letter's statement, beside what the entries come to. */
export function statementTold(stated: StatementStated, said: Publication, entries: readonly Entry[]): Told {
  const { of, window, entry, figure, value, unit, states, compared } = stated
  const isTarget = states === 'target'
  const { verdict, low, high, candidates } = compared
  const { document, publishedOn, wording } = said.source
  const found = (isTarget ? TARGETS : VERDICTS)[verdict]
  const [aim, aimEn] = isTarget ? ['目标 ', 'target '] : ['', '']
  return {
    headline: words(`${aim}${value} ${unit}：${found.zh}`, `${aimEn}${value} ${unit}: ${found.en}`),
    statement: [
      [words('公布数', 'Statement'), alike(`${of.statement} · ${figure} · ${value} ${unit}`)],
      ...(isTarget
        ? ([
            [
              words('性质', 'What it is'),
              words(
                '目标：函件所要达到的数，不是现状；并列的是台账所设的目标',
                'a target: what the letter aims at, not what is; beside it stands the target set in the ledger',
              ),
            ],
          ] as const)
        : []),
      [words('文件', 'Document'), alike(`${document} (${publishedOn})`)],
      [words('原文', 'Wording'), alike(wording)],
      'platform' in of
        ? [words('平台', 'Platform'), alike(namesIn(entries)(of.platform))]
        : [words('建设计划', 'Programme'), alike(of.programme)],
      [words('登记于', 'Stated by'), words(`第 ${entry} 条记录`, `entry ${entry}`)],
      [words('原文未载明的统计期按', 'Where the document names no window'), windowWords(window)],
      [
        words('按原文精度', 'At its own precision'),
        words(`[${low}, ${high})：不小于前者、小于后者`, `[${low}, ${high}): from the first, below the second`),
      ],
    ],
    checked: [
      words(
        `由这些记录逐条重新计算并列的 ${candidates.length} 个数，比对结论与所载一致`,
        `the ${candidates.length} numbers beside it were recomputed from these entries, and so was the verdict`,
      ),
    ],
    tables: [
      {
        title: isTarget ? words('台账所设目标', 'Targets set in the ledger') : words('台账数', 'The ledger’s numbers'),
        heads: [
          { words: words('指标', 'Figure') },
          { words: words('统计期', 'Window') },
          { words: words('数值', 'Value'), number: true },
          { words: words('相符', 'Agrees') },
        ],
        rows: candidates.map((it) => [
          `${it.code}${it.basis === 'notApplicable' ? '' : ` (${it.basis})`}`,
          `${it.from} – ${it.to}`,
          it.value ?? '含税与不含税不相加 tax bases are not added',
          it.agrees ? '✓' : '—',
        ]),
      },
    ],
    ...(isTarget && {
      unproved: [
        words(
          '目标是否达到：本证明只说明目标如此登记，现值另见该指标的证明',
          'whether the target is reached: this shows what is aimed at; what is, the figure’s own certificate shows',
        ),
      ],
    }),
    facts: {
      ...{ of, window: { ...window }, entry, figure, value, unit },
      ...(states && { states }),
      compared: compared as unknown as Json,
    },
  }
}
