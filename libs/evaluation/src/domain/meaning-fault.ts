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

/** Pointers of values that stand earlier in the list already. */
export function repeated(values: readonly string[], pointerOf: (index: number) => string): Refusal[] {
  return values.flatMap((it, i) =>
    values.indexOf(it) < i
      ? [meaning('code-twice', pointerOf(i), '代码重复', 'the code stands for something else already', { code: it })]
      : [],
  )
}
