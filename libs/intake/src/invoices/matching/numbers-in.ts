import { numberKey } from '@pilot-ledger/kernel'

/** Contract numbers that stand in a text as words of their own; of two that lie in each other the longer. */
export function numbersIn(text: string, numbers: readonly string[]): readonly string[] {
  const said = numberKey(text)
  const found = new Set<string>()
  for (const no of numbers) {
    const key = numberKey(no)
    // A number of one or two characters stands in any text.
    if (key.length < 4) continue
    for (let at = said.indexOf(key); at !== -1; at = said.indexOf(key, at + 1)) {
      if (isPart(said[at - 1]) || isPart(said[at + key.length])) continue
      found.add(no)
    }
  }
  const all = [...found]
  return all.filter((no) => !all.some((it) => it !== no && numberKey(it).includes(numberKey(no))))
}

/** A letter or figure that goes on from the one beside it, or a dash: another number. */
const isPart = (beside: string | undefined) => beside !== undefined && /[A-Z0-9-]/.test(beside)
