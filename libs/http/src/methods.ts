import { refuse } from '@pilot-ledger/kernel'
import type { FastifyInstance } from 'fastify'
import { RefusalException } from './problem'

/**
 * An address that exists under other methods answers 405 with `Allow` (RFC 9110, 15.5.6) instead of "nothing here".
 * To be installed before the routes.
 */
export function refuseOtherMethods(fastify: FastifyInstance): void {
  const methods = new Map<string, Set<string>>()
  fastify.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set()
    for (const it of [method].flat()) known.add(it)
    methods.set(url, known)
  })
  let routes: { readonly form: RegExp; readonly methods: ReadonlySet<string> }[] | undefined
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    routes ??= [...methods].map(([url, its]) => ({ form: formOf(url), methods: its }))
    const path = request.url.split('?', 1)[0]
    const allowed = [...new Set(routes.filter((it) => it.form.test(path)).flatMap((it) => [...it.methods]))].sort()
    if (allowed.length === 0) return done()
    void reply.header('allow', allowed.join(', '))
    throw new RefusalException([
      refuse('method-not-allowed', {
        zh: `此地址不支持 ${request.method}`,
        en: `${request.method} is not supported here`,
        facts: { allowed: allowed.join(', ') },
      }),
    ])
  })
}

/** `/api/platforms/:id` as a pattern of paths; a route that takes any path takes part in nothing. */
function formOf(url: string): RegExp {
  const segments = url
    .split('/')
    .map((it) => (it.startsWith(':') ? '[^/]+' : it.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
  return new RegExp(`^${segments.join('/')}$`)
}
