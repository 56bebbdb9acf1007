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

/** A letter's statement, beside what the entries come to. */
export function statementTold(stated: StatementStated, said: Publication, entries: readonly Entry[]): Told {
  const { of, window, entry, figure, value, unit, compared } = stated
  const { verdict, low, high, candidates } = compared
  const { document, publishedOn, wording } = said.source
  return {
    headline: words(`${value} ${unit}：${VERDICTS[verdict].zh}`, `${value} ${unit}: ${VERDICTS[verdict].en}`),
    statement: [
      [words('公布数', 'Statement'), alike(`${of.statement} · ${figure} · ${value} ${unit}`)],
      [words('文件', 'Document'), alike(`${document} (${publishedOn})`)],
      [words('原文', 'Wording'), alike(wording)],
      'platform' in of
        ? [words('平台', 'Platform'), alike(namesIn(entries)(of.platform))]
        : [words('统筹', 'Programme'), alike(of.programme)],
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
        title: words('台账数', 'The ledger’s numbers'),
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
    facts: { of, window: { ...window }, entry, figure, value, unit, compared: compared as unknown as Json },
  }
}
