import { GLOSSARY, type Term } from '@pilot-ledger/kernel'
import { english } from './word'

/** Every word of the glossary in both languages, and what others call the same. */
const TERMS = new Map<string, Term>()
for (const it of Object.values(GLOSSARY) as readonly Term[])
  for (const name of [it.zh, it.en, ...(it.also ?? [])]) {
    const key = name.toLowerCase()
    if (!TERMS.has(key)) TERMS.set(key, it)
  }

/** What a word means that stands somewhere as a name, where it is one of the glossary's. */
export function meaningOf(text: string): string | undefined {
  return TERMS.get(text.toLowerCase())?.means[english() ? 1 : 0]
}
