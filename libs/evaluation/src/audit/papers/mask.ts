import { createHmac } from 'node:crypto'
import { type IndicatorView, type ResultView, type StruckView } from './result-view'

/**
 * 保密: names of clients and products replaced by pseudonyms: HMAC-SHA-256 of the kind and the name, eight hex digits. The key
 * is the id of the entry that opened the round: it stands in the log and on no paper, so that who reads the log can put the
 * names back, who has only papers cannot guess them by trying names, and one name has one pseudonym on all papers of a round.
 * Numbers, contract numbers, entries and the hash stay: counts and sums can be added up, and the hash is that of the result
 * with its names, to be compared with the one published.
 */
export class Mask {
  private readonly known = new Map<string, string>()

  constructor(
    private readonly key: string,
    names: { readonly clients: Iterable<string>; readonly products: Iterable<string> },
  ) {
    for (const it of names.clients) this.known.set(it, this.pseudonym('客户', it))
    for (const it of names.products) this.known.set(it, this.pseudonym('产品', it))
  }

  pseudonym(kind: '客户' | '产品', name: string): string {
    return `${kind} ${createHmac('sha256', this.key).update(`${kind}\n${name}`).digest('hex').slice(0, 8)}`
  }

  /** Free text with every name known here taken out; longer names first, so that none is left in half. */
  text(words: string): string {
    return [...this.known]
      .sort(([a], [b]) => b.length - a.length)
      .reduce((text, [name, pseudonym]) => text.replaceAll(name, pseudonym), words)
  }

  client(name: string | undefined): string | undefined {
    return name === undefined ? undefined : (this.known.get(name) ?? this.pseudonym('客户', name))
  }

  view(view: ResultView): ResultView {
    return {
      ...view,
      groups: view.groups.map((group) => ({ ...group, indicators: group.indicators.map((it) => this.indicator(it)) })),
    }
  }

  private indicator(it: IndicatorView): IndicatorView {
    return {
      ...it,
      ...(it.reason !== undefined && { reason: this.text(it.reason) }),
      evidence: it.evidence.map((name) => this.text(name)),
      struck: it.struck.map((row): StruckView => {
        const client = this.client(row.client)
        return { ...row, ...(client !== undefined && { client }), reason: this.text(row.reason) }
      }),
    }
  }
}

export const MASK_NOTE =
  '本件已隐去委托单位与产品名称：同一轮次内同一名称的代号相同（HMAC-SHA-256）。数量、金额、合同编号、条目与结果 SHA-256 未改动：读者可逐行相加核对合计，将结果 SHA-256 与公布值比对；持有账本的人可由账本内的密钥还原代号。'
