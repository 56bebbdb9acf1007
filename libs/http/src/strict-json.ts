import { type Refusal, refuse } from '@pilot-ledger/kernel'

const DEEPEST = 32
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads a request's JSON as people who audit need it read: one meaning only (RFC 7493). Refused, each with its pointer:
 * `json-malformed`, `json-not-utf8`, `duplicate-key` (JSON.parse would silently keep the last), `control-character`,
 * `lone-surrogate`, `forbidden-key`, `json-too-deep`.
 */
export function parseStrictJson(bytes: Uint8Array): { value: unknown } | Refusal {
  let text: string
  try {
    text = UTF8.decode(bytes)
  } catch {
    // The decoder's only failure is bytes that are no UTF-8.
    return refuse('json-not-utf8', { zh: '请求正文须为 UTF-8', en: 'the body is not UTF-8' })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse('json-malformed', {
      zh: '请求正文不是合法 JSON',
      en: 'the body is not well-formed JSON',
      facts: { reason: (error as Error).message.slice(0, 120) },
    })
  }
  return new Scanner(text).scan() ?? { value }
}

/** Walks a text that JSON.parse has accepted: only what JSON.parse lets pass is looked for. */
class Scanner {
  private at = 0
  private readonly path: (string | number)[] = []

  constructor(private readonly text: string) {}

  scan(): Refusal | undefined {
    return this.value()
  }

  private value(): Refusal | undefined {
    this.space()
    switch (this.text.charCodeAt(this.at)) {
      case OPEN_BRACE:
        return this.object()
      case OPEN_BRACKET:
        return this.array()
      case QUOTE:
        return this.checked(this.string())
      default:
        while (this.at < this.text.length && !ENDS.has(this.text.charCodeAt(this.at))) this.at++
        return undefined
    }
  }

  private object(): Refusal | undefined {
    if (this.path.length === DEEPEST) return this.fault('json-too-deep', '嵌套过深', 'nested too deeply')
    const keys = new Set<string>()
    this.at++
    for (;;) {
      this.space()
      if (this.text.charCodeAt(this.at) === CLOSE_BRACE) break
      const key = this.string()
      this.path.push(key)
      const wrong = this.keyFault(key, keys)
      if (wrong) return wrong
      keys.add(key)
      this.space()
      this.at++ // the colon
      const inside = this.value()
      if (inside) return inside
      this.path.pop()
      this.space()
      if (this.text.charCodeAt(this.at) === COMMA) this.at++
    }
    this.at++
    return undefined
  }

  private array(): Refusal | undefined {
    if (this.path.length === DEEPEST) return this.fault('json-too-deep', '嵌套过深', 'nested too deeply')
    this.at++
    for (let index = 0; ; index++) {
      this.space()
      if (this.text.charCodeAt(this.at) === CLOSE_BRACKET) break
      this.path.push(index)
      const inside = this.value()
      if (inside) return inside
      this.path.pop()
      this.space()
      if (this.text.charCodeAt(this.at) === COMMA) this.at++
    }
    this.at++
    return undefined
  }

  /** The string that starts here, unescaped; the cursor ends behind it. */
  private string(): string {
    const start = this.at++
    let escaped = false
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code === BACKSLASH) {
        escaped = true
        this.at += 2
      } else if (code === QUOTE) break
      else this.at++
    }
    this.at++
    const raw = this.text.slice(start, this.at)
    return escaped ? (JSON.parse(raw) as string) : raw.slice(1, -1)
  }

  private keyFault(key: string, keys: ReadonlySet<string>): Refusal | undefined {
    if (keys.has(key)) return this.fault('duplicate-key', '同一字段出现两次', 'the key comes twice')
    if (key === '__proto__') return this.fault('forbidden-key', '不允许的字段名', 'the key is not allowed')
    return this.checked(key)
  }

  private checked(text: string): Refusal | undefined {
    if (CONTROL.test(text)) return this.fault('control-character', '文本含控制字符', 'the text holds a control character')
    if (LONE.test(text)) return this.fault('lone-surrogate', '文本含不完整字符', 'the text holds half a character')
    return undefined
  }

  private space(): void {
    while (this.text.charCodeAt(this.at) <= 0x20) this.at++
  }

  private fault(code: string, zh: string, en: string): Refusal {
    return refuse(code, { pointer: pointerOf(this.path), zh, en })
  }
}

/** RFC 6901. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((it) => `/${String(it).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

const CONTROL = /\p{Cc}/u
const LONE = /\p{Surrogate}/u
const [QUOTE, COMMA, OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d]
const ENDS = new Set([COMMA, CLOSE_BRACKET, CLOSE_BRACE, 0x20, 0x0a, 0x0d, 0x09])
