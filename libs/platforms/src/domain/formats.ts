import { type BusinessDate, isBusinessDate, type Refusal, refuse } from '@pilot-ledger/kernel'

export function text(value: string, pointer: string, most: number): Refusal | undefined {
  const length = [...value].length
  if (length >= 1 && length <= most && value.trim() === value && !/\p{Cc}/u.test(value)) return undefined
  return refuse('text-format', {
    pointer,
    zh: `须为 1–${most} 个字符，首尾无空格，无控制字符`,
    en: `1–${most} characters without outer spaces or control characters`,
  })
}

export function day(value: BusinessDate, pointer: string): Refusal | undefined {
  if (isBusinessDate(value)) return undefined
  return refuse('not-a-calendar-day', { pointer, zh: '日期须为真实存在的日历日', en: 'a date is an existing calendar day' })
}

export function oneOf(value: string, known: readonly string[], pointer: string): Refusal | undefined {
  if (known.includes(value)) return undefined
  return refuse('unknown-value', { pointer, zh: `可选值：${known.join('、')}`, en: `one of ${known.join(', ')}` })
}
