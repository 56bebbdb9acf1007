const UTF8 = new TextEncoder()

export const utf8 = (text: string): Uint8Array => UTF8.encode(text)

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0))
  let at = 0
  for (const it of parts) {
    all.set(it, at)
    at += it.length
  }
  return all
}

export const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((it, i) => it === b[i])
export const toHex = (bytes: Uint8Array) => [...bytes].map((it) => it.toString(16).padStart(2, '0')).join('')
