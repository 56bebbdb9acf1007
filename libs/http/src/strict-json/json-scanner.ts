import { type Refusal, refuse, refuseUnfit } from '@pilot-ledger/kernel'
import { pointerOf } from './json-pointer'

const DEEPEST = 32
const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d]
const EXPONENT = /e/i
/** No number of fewer characters without an exponent reaches beyond what a double holds (1.8 × 10^308). */
const LONGEST_SAFE_NUMBER = 300

/**
 * One walk over a JSON text before it is parsed, looking for what JSON.parse lets pass and an audit cannot: a key twice,
 * what no text may hold, `__proto__`, depth, numbers that become Infinity. It does not judge whether the
 * text is well formed: where it cannot go on it stops and sets `lost`, and JSON.parse says what is wrong.
 */
export class JsonScanner {
  /** The walk stopped before the end: what follows was not looked at. */
  lost = false
  private at = 0
  private readonly path: (string | number)[] = []

  constructor(private readonly text: string) {}

  scan(): Refusal | undefined {
    const fault = this.value()
    this.space()
    if (this.at < this.text.length) this.lost = true
    return fault
  }

  private value(): Refusal | undefined {
    this.space()
    switch (this.text.charCodeAt(this.at)) {
      case OPEN_BRACE:
        return this.path.length === DEEPEST ? this.tooDeep() : this.object()
      case OPEN_BRACKET:
        return this.path.length === DEEPEST ? this.tooDeep() : this.array()
      case QUOTE:
        return this.string() === undefined ? undefined : this.textFault
      default:
        return this.word()
    }
  }

  private object(): Refusal | undefined {
    const keys = new Set<string>()
    this.at++
    if (this.took(CLOSE_BRACE)) return undefined
    for (;;) {
      this.space()
      const key = this.text.charCodeAt(this.at) === QUOTE ? this.string() : this.giveUp()
      if (key === undefined) return undefined
      this.path.push(key)
      const fault = this.textFault ?? this.keyFault(key, keys)
      if (fault) return fault
      keys.add(key)
      if (!this.took(COLON)) return this.giveUp()
      const inside = this.value()
      if (inside || this.lost) return inside
      this.path.pop()
      if (this.took(CLOSE_BRACE)) return undefined
      if (!this.took(COMMA)) return this.giveUp()
    }
  }

  private array(): Refusal | undefined {
    this.at++
    if (this.took(CLOSE_BRACKET)) return undefined
    for (let index = 0; ; index++) {
      this.path.push(index)
      const inside = this.value()
      if (inside || this.lost) return inside
      this.path.pop()
      if (this.took(CLOSE_BRACKET)) return undefined
      if (!this.took(COMMA)) return this.giveUp()
    }
  }

  private textFault: Refusal | undefined

  /** The string that starts here, unescaped, its fault in `textFault`; undefined when it does not end or has a bad escape. */
  private string(): string | undefined {
    const { text } = this
    const end = text.length
    const start = this.at + 1
    let at = start
    let escaped = false
    for (; at < end; at++) {
      const code = text.charCodeAt(at)
      if (code === QUOTE) break
      if (code === BACKSLASH) {
        escaped = true
        at++
      }
    }
    if (at >= end) return this.giveUp()
    this.at = at + 1
    const raw = text.slice(start, at)
    this.textFault = this.unfit(raw)
    if (!escaped || this.textFault) return raw
    const unescaped = withoutEscapes(raw)
    if (unescaped === undefined) return this.giveUp()
    this.textFault = this.unfit(unescaped)
    return unescaped
  }

  private unfit(text: string): Refusal | undefined {
    const fault = refuseUnfit(text)
    return fault && { ...fault, pointer: pointerOf(this.path) }
  }

  private keyFault(key: string, keys: ReadonlySet<string>): Refusal | undefined {
    if (keys.has(key)) return this.fault('duplicate-key', '同一字段出现两次', 'the key comes twice')
    if (key === '__proto__') return this.fault('forbidden-key', '不允许的字段名', 'the key is not allowed')
    return undefined
  }

  /** A number or true, false, null: whichever, it ends where a value can end. */
  private word(): Refusal | undefined {
    const start = this.at
    const { text } = this
    while (this.at < text.length && !endsWord(text.charCodeAt(this.at))) this.at++
    const word = this.text.slice(start, this.at)
    if (word === '') return this.giveUp()
    if ((EXPONENT.test(word) || word.length > LONGEST_SAFE_NUMBER) && Math.abs(Number(word)) === Infinity) {
      return this.fault('number-out-of-range', '数字超出范围', 'the number is out of range')
    }
    return undefined
  }

  /** Skips the four white space characters of JSON, and no other. */
  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.at++
    }
  }

  private took(code: number): boolean {
    this.space()
    if (this.text.charCodeAt(this.at) !== code) return false
    this.at++
    return true
  }

  private giveUp(): undefined {
    this.lost = true
    return undefined
  }

  private tooDeep(): Refusal {
    return this.fault('json-too-deep', `嵌套超过 ${DEEPEST} 层`, `nested deeper than ${DEEPEST} levels`)
  }

  private fault(code: string, zh: string, en: string): Refusal {
    return refuse(code, { pointer: pointerOf(this.path), zh, en })
  }
}

function endsWord(code: number): boolean {
  return code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE || code <= 0x20
}

function withoutEscapes(raw: string): string | undefined {
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    // Only a bad escape gets here; JSON.parse of the whole text then says where it is.
    return undefined
  }
}
