import type { Told } from '../certificate/claim'
import type { FigureStated } from '../certificate/figure-stated'
import { readLedger } from '../ledger/ledger'
import type { Entry } from '../ledger/live'
import type { Answer } from '../ledger/totals'
import { type Figure, type Value, yuan } from '../ledger/value'
import { alike, type Words, words } from './words'

/** What a figure's certificate says, with its rows. */
export function figureTold(stated: FigureStated, figure: Figure, answer: Answer, entries: readonly Entry[]): Told {
  const { definition, of, window, value } = stated
  const { rows, doubtful = 0 } = answer
  const { code, version } = definition
  return {
    headline: valueWords(value, figure.unit),
    statement: [
      [
        words('指标', 'Figure'),
        words(`${figure.zh}（${code}，定义第 ${version} 版）`, `${figure.en} (${code}, definition ${version})`),
      ],
      [words('定义（签发方原文）', 'Definition, in the issuer’s words'), definition.text],
      [words('范围', 'Of'), scopeWords(of, namesIn(entries))],
      [words('统计期', 'Window'), windowWords(window)],
    ],
    checked: [
      words(
        `由这些记录逐条重新计算“${figure.zh}”，得 ${rows.length} 行，与所载数值一致`,
        `recomputed from these entries, “${figure.en}” has ${rows.length} rows and is the value stated`,
      ),
      ...(doubtful > 0
        ? [
            words(
              `另有 ${doubtful} 项仅知月份、统计期自该月月中起算，未计入`,
              `${doubtful} more are known only to the month inside which the window begins, and not counted`,
            ),
          ]
        : []),
    ],
    tables: [rowsTable(answer)],
    facts: { code, version, of, window: { ...window }, value: value as never, rows: rows.length, doubtful },
  }
}

/** Platforms by the name that their register tells. */
export function namesIn(entries: readonly Entry[]): (id: string) => string {
  const names = new Map<string, string>()
  for (const [id, live] of readLedger(entries).registers)
    for (const it of live) if (it.type === 'PlatformRegistered') names.set(id, it.data.name)
  return (id) => (names.has(id) ? `${names.get(id)} (${id})` : id)
}

function scopeWords(of: FigureStated['of'], named: (id: string) => string): Words {
  if ('platform' in of) return alike(named(of.platform))
  if ('programme' in of) return words(`建设计划 ${of.programme}`, `programme ${of.programme}`)
  if (of.platforms === 'all') return words('全部平台合计', 'all platforms together')
  return alike(of.platforms.map(named).join(' + '))
}

export const windowWords = ({ from, to }: FigureStated['window']): Words =>
  words(`${from} 至 ${to}（含首尾）`, `${from} to ${to}, both included`)

const UNITS = { CNY: words('元', 'CNY'), count: words('', '') } as const

export function valueWords(value: Value, unit: keyof typeof UNITS): Words {
  const { zh, en } = UNITS[unit]
  if (typeof value === 'string') return words(`${value} ${zh}`.trim(), `${value} ${en}`.trim())
  return words(
    `含税 ${value.inclusive} ${zh}；不含税 ${value.exclusive} ${zh}（不相加）`,
    `with tax ${value.inclusive} ${en}; without tax ${value.exclusive} ${en} (never added)`,
  )
}

export function rowsTable({ rows }: Pick<Answer, 'rows'>): Told['tables'][number] {
  const withAmount = rows.some((it) => it.fen !== undefined)
  const amount = { words: words('金额', 'Amount'), number: true } as const
  return {
    title: words(`构成行（${rows.length}）`, `Rows (${rows.length})`),
    heads: [
      { words: words('记录', 'Entry') },
      { words: words('日期', 'Day') },
      { words: words('内容', 'What') },
      ...(withAmount ? [amount] : []),
    ],
    rows: rows.map(({ index, day, what, fen, taxBasis }) => [
      { entry: index },
      day,
      what,
      ...(withAmount ? [yuan(fen ?? 0n) + (taxBasis === 'exclusive' ? ' 不含税' : '')] : []),
    ]),
  }
}
