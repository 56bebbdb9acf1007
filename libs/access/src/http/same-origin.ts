import type { FastifyRequest } from 'fastify'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something was made by our own page. It matters where the browser adds the proof of identity
 * by itself (the cookie), and for the log-in, which another site could use to slip its own account under a person.
 *
 * Enough without a CSRF token: the cookie is SameSite=Strict; every browser of the last years sends `Sec-Fetch-Site` on
 * https and localhost and `Origin` with every POST, PATCH and DELETE, and a page cannot forge either; bodies are JSON, which
 * no form can send. A request with neither header comes from no browser: it has no business with a cookie.
 * @param needed whether a request that says nothing of its origin is refused
 * @param publicOrigin where browsers reach us when a proxy stands in front, e.g. `https://ledger.example.cn`
 */
export function sameOrigin(request: FastifyRequest, needed: boolean, publicOrigin?: string): boolean {
  if (SAFE.has(request.method)) return true
  const { origin, host, 'sec-fetch-site': site } = request.headers
  if (typeof site === 'string' && site !== 'same-origin') return false
  if (origin !== undefined) return origin === publicOrigin || hostOf(origin) === host
  return site === 'same-origin' || !needed
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
