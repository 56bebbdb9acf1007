import { type Refusal, refuse } from '@pilot-ledger/kernel'

/** A part of a scheme that is well formed and makes no sense. */
export function meaning(
  code: string,
  pointer: string,
  zh: string,
  en: string,
  facts?: Readonly<Record<string, string>>,
): Refusal {
  return refuse(code, { pointer, zh, en, ...(facts && { facts }) })
}

/** Codes that stand earlier in the list already; equal but for case, nobody tells them apart on paper. */
export function repeated(values: readonly string[], pointerOf: (index: number) => string): Refusal[] {
  const en = 'the code stands for something else already, whatever its case'
  return earlier(values.map((it) => it.toLowerCase())).map((i) =>
    meaning('code-twice', pointerOf(i), '代码重复（不分大小写）', en, { code: values[i] }),
  )
}

/** Indexes of values that stand earlier in the list already. */
export function earlier(values: readonly string[]): number[] {
  return values.flatMap((it, i) => (values.indexOf(it) < i ? [i] : []))
}
