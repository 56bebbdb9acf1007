import type { Told } from '../certificate/claim'
import type { SealStated } from '../certificate/seal-stated'
import { isObject, type Json, type JsonObject } from '../json/json'
import type { Entry } from '../ledger/live'
import type { Result } from '../ledger/seal-results'
import type { Sealing } from '../ledger/sealing'
import { namesIn } from './figure-words'
import { alike, type Words, words } from './words'

/** What a seal says of each platform, with the steps of its score and its subsidy. */
export function sealTold(
  { of, entry, results: stated }: SealStated,
  { round, sealNo, results: all }: Sealing,
  results: readonly Result[],
  entries: readonly Entry[],
): Told {
  const { roundNo, title, scheme } = round.opened
  const named = namesIn(entries)
  const rows = results.reduce((sum, it) => sum + it.rows, 0)
  const others = all.length - results.length
  const amounts = stated.flatMap((it) => it.subsidy ?? [])
  return {
    headline: words(
      `${roundNo} 第 ${sealNo} 次封存：${results.length} 家`,
      `${roundNo}, sealing ${sealNo}: ${results.length} results`,
    ),
    statement: [
      [words('轮次', 'Round'), alike(`${title} (${round.id})`)],
      [
        words('方案', 'Scheme'),
        words(`${scheme.code} 第 ${scheme.version} 版`, `${scheme.code}, version ${scheme.version}`),
      ],
      [words('封存', 'Sealed'), words(`自第 ${entry} 条记录`, `from entry ${entry} on`)],
      ...results.map(({ platform, made }): readonly [Words, Words] => [alike(named(platform)), resultWords(made)]),
    ],
    checked: [
      words(
        `按方案由记录重新计算：${rows} 行明细逐行找到，核减、核定数、得分、名次、等级${amounts.length > 0 ? '与补助' : ''}均与封存一致，摘要相符`,
        `recomputed by the scheme from the entries: ${rows} rows each found again; strikes, verified values, scores, places, grades${amounts.length > 0 ? ' and subsidy' : ''} are those sealed, and so are the hashes`,
      ),
      words(
        '等级由一人提出、另一人复核；已补助额由其他轮次的封存结果计得',
        'each grade was proposed by one person and confirmed by another; what was granted already is that of the other rounds’ sealed results',
      ),
      ...(others > 0
        ? [
            words(
              `另 ${others} 家的核定数依其核定记录所载，未逐份合同重算`,
              `of ${others} others the verified values were taken as their entries say them, and not recomputed from contracts`,
            ),
          ]
        : []),
      words(
        '人工填报指标的核定数是评价员所定，佐证文件不在证明之内',
        'values entered by hand are what the evaluator set: the papers behind them are in no certificate',
      ),
    ],
    tables: results.map(({ platform, made }) => stepsOf(named(platform), made)),
    facts: {
      of: of as unknown as Json,
      entry,
      results: stated as unknown as Json,
      rows,
      hashes: results.map((it) => it.sealed.hash),
    },
  }
}

function resultWords({ total, grade, place, subsidy }: JsonObject): Words {
  const { code, zh, en } = isObject(grade) ? grade : {}
  const [rank, rankEn] = place === undefined ? ['', ''] : [`，第 ${place} 名`, `, place ${place}`]
  const amount = isObject(subsidy) ? subsidy.amount : undefined
  const [money, moneyEn] = amount === undefined ? ['', ''] : [`，补助 ${amount} 元`, `, subsidy ${amount} CNY`]
  return words(`${total} 分${rank}，${zh}（${code}）${money}`, `${total} points${rankEn}, ${en} (${code})${moneyEn}`)
}

function stepsOf(name: string, { indicators, subsidy }: JsonObject): Told['tables'][number] {
  const list = (value: Json | undefined) => (Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [])
  const number = true as const
  return {
    title: alike(name),
    heads: [
      { words: words('指标', 'Indicator') },
      { words: words('填报', 'Claimed'), number },
      { words: words('台账', 'Ledger'), number },
      { words: words('核定', 'Verified'), number },
      { words: words('得分', 'Points'), number },
    ],
    rows: [
      ...list(indicators).map(({ indicator, claimed, ledger, verified, score }) => [
        String(indicator),
        String(claimed),
        ledger === undefined ? '—' : String(ledger),
        String(verified),
        isObject(score) ? String(score.points) : '',
      ]),
      ...list(isObject(subsidy) ? subsidy.lines : undefined).map(({ rule, limit, before, after }) => [
        `补助 subsidy ${rule}`,
        '',
        limit === undefined ? '' : String(limit),
        String(before),
        String(after),
      ]),
    ],
  }
}
