import type { Allowed } from './webhooks/addresses'

export const WEBHOOKS_OPTIONS = { 'webhooks-allow': { type: 'string' } } as const

/** In words for a usage text. */
export const WEBHOOKS_USAGE = `  --webhooks-allow http,private 或 PILOT_LEDGER_WEBHOOKS_ALLOW：通知地址可用 http、可在内网 · webhooks may be plain http, may be in private networks`

/** What a program was told at its start. Throws, in words for whoever starts it. */
export function webhooksAllowed(
  given: { readonly 'webhooks-allow'?: string },
  environment: Readonly<Record<string, string | undefined>>,
): Allowed {
  const text = given['webhooks-allow'] ?? environment.PILOT_LEDGER_WEBHOOKS_ALLOW ?? ''
  const words = text.split(/[\s,]+/).filter((it) => it !== '')
  const unknown = words.find((it) => it !== 'http' && it !== 'private')
  if (unknown !== undefined) throw new Error(`--webhooks-allow: http, private；无法识别 not known: ${unknown}`)
  return { http: words.includes('http'), private: words.includes('private') }
}
