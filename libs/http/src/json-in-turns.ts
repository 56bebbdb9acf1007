import { Readable } from 'node:stream'
import { nextTurn, turnIsOver } from '@pilot-ledger/kernel'

/** Items of one list from which on an answer is written piece by piece. */
const MANY = 200
/** How deep lists are looked for. */
const DEEP = 3
/** Characters that are sent together. */
const PIECE = 16_384

/** The text of an answer; of one with long lists a stream of it, made as it is taken, others being served in between. */
export function jsonOf(answer: unknown): string | Readable {
  return hasMany(answer, DEEP) ? Readable.from(gathered(pieces(answer, DEEP))) : JSON.stringify(answer)
}

function hasMany(value: unknown, deep: number): boolean {
  if (Array.isArray(value)) return value.length >= MANY || (deep > 0 && value.some((it) => hasMany(it, deep - 1)))
  return deep > 0 && isPlain(value) && Object.values(value).some((it) => hasMany(it, deep - 1))
}

/** As `JSON.stringify` writes it. */
function* pieces(value: unknown, deep: number): Generator<string> {
  if (Array.isArray(value)) {
    let before = '['
    for (const item of value) {
      yield before
      if (hasMany(item, deep - 1)) yield* pieces(item, deep - 1)
      else yield JSON.stringify(item) ?? 'null'
      before = ','
    }
    yield before === '[' ? '[]' : ']'
  } else if (deep > 0 && isPlain(value)) {
    let before = '{'
    for (const [key, of] of Object.entries(value)) {
      if (of === undefined) continue
      yield `${before}${JSON.stringify(key)}:`
      yield* pieces(of, deep - 1)
      before = ','
    }
    yield before === '{' ? '{}' : '}'
  } else yield JSON.stringify(value)
}

async function* gathered(of: Iterable<string>): AsyncGenerator<string> {
  let text = ''
  for (const piece of of) {
    text += piece
    if (turnIsOver()) await nextTurn()
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  yield text
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
