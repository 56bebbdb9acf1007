import { canonical } from '../json/canonical'
import { isObject, type Json } from '../json/json'
import { Failure } from '../verdict/failure'

/** Names the first place where what was made is not what is said. */
export function checkSame(made: Json | undefined, said: Json | undefined, at: string): void {
  if (canonical(made ?? null) === canonical(said ?? null)) return
  const parts = (value: Json | undefined) =>
    Array.isArray(value) || isObject(value) ? Object.entries(value) : undefined
  const [own, other] = [parts(made), parts(said)]
  if (own && other && Array.isArray(made) === Array.isArray(said)) {
    const of = new Map<string, Json | undefined>(other)
    for (const [name, value] of own) {
      checkSame(value, of.get(name), `${at}/${name}`)
      of.delete(name)
    }
    for (const [name, value] of of) checkSame(undefined, value, `${at}/${name}`)
  }
  throw new Failure('result-differs', at, { said: canonical(said ?? null), recomputed: canonical(made ?? null) })
}
