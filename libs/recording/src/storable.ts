import { type Unfit, unfitIn } from '@pilot-ledger/event-log'
import { type DomainEvent, type Refusal, refuse } from '@pilot-ledger/kernel'

/** What of such content the log itself refuses, as a refusal: asked by every door, and by who tells beforehand. */
export function notStorable(events: readonly DomainEvent[]): Refusal | undefined {
  for (const { data } of events) {
    const unfit = unfitIn(data)
    if (unfit) return refuse('not-storable', { pointer: unfit.at, ...WHY[unfit.why], facts: { why: unfit.why } })
  }
  return undefined
}

const WHY: Readonly<Record<Unfit['why'], { readonly zh: string; readonly en: string }>> = {
  'half-character': { zh: '文字含半个字符（不完整的 Unicode 字符），无法保存', en: 'the text holds half a character' },
  'not-a-whole-number': { zh: '数字须为整数', en: 'only whole numbers are stored' },
  'not-json': { zh: '内容不是 JSON', en: 'the content is not JSON' },
  'nested-too-deep': { zh: '内容嵌套过深', en: 'the content is nested too deep' },
}
