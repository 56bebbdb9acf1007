import { type Checked, isRefusal, refuse } from '@pilot-ledger/kernel'
import type { FastifyRequest } from 'fastify'
import { scopeOf } from '../domain/actions'
import { allowed } from '../domain/allowed'
import type { Identity } from '../domain/identity'
import type { RouteRule } from '../domain/routes'
import { unknownEngagement } from './answers'

type PlatformOf = (engagementId: string) => Promise<string | undefined>
type Fields = Record<string, unknown>

/**
 * Whether an identity may make this request, judged by the platform that the request concerns; answers that platform where it
 * is one. The role's right as such has been looked at before. A list that an own-platforms-only account asks for without a filter is narrowed to its own: the filter is put into
 * the query, so the capability that answers, its cursors too, never sees another question.
 */
export async function judge(
  request: FastifyRequest,
  identity: Identity,
  rule: RouteRule,
  platformOf: PlatformOf,
): Promise<Checked<{ platform?: string }>> {
  const own = scopeOf(rule.action, identity.role) === 'own'
  const source = rule.platform
  if (source.in === 'query' && own) return narrowed(request, identity, rule, source.name, source.list === true)
  const { id } = request.params as { id?: string }
  if (source.in === 'engagement') return ofEngagement(identity, rule, String(id), own, platformOf)
  const named = source.in === 'path' ? id : source.in === 'none' ? undefined : fieldOf(request, source)
  const platform = typeof named === 'string' ? named : undefined
  // What a body lacks is a fault of the body, not of the asker.
  if (source.in === 'body' && platform === undefined && own) return PLATFORM_MISSING
  return answered(allowed(identity, rule.action, platform), platform)
}

/** A contract of others is answered as one that does not exist: neither that it is there nor whose it is. */
async function ofEngagement(
  identity: Identity,
  rule: RouteRule,
  id: string,
  own: boolean,
  platformOf: PlatformOf,
): Promise<Checked<{ platform?: string }>> {
  const platform = await platformOf(id)
  if (!own) return { platform }
  if (platform === undefined || isRefusal(allowed(identity, rule.action, platform))) return unknownEngagement(id)
  return { platform }
}

function narrowed(
  request: FastifyRequest,
  identity: Identity,
  rule: RouteRule,
  name: string,
  list: boolean,
): Checked<{ platform?: string }> {
  const query = request.query as Fields
  if (query[name] === undefined) {
    if (identity.platforms.length === 0) return answered(allowed(identity, rule.action, ''), undefined)
    // A filter that takes one platform cannot be filled in for somebody who has several.
    if (!list && identity.platforms.length > 1) return answered(allowed(identity, rule.action), undefined)
    query[name] = identity.platforms.join(',')
  }
  const given = query[name]
  if (typeof given !== 'string') return answered(allowed(identity, rule.action), undefined)
  const wanted = list ? given.split(',') : [given]
  const refusal = wanted.map((it) => allowed(identity, rule.action, it)).find(isRefusal)
  return refusal ?? { platform: wanted.length === 1 ? wanted[0] : undefined }
}

function fieldOf(request: FastifyRequest, source: Extract<RouteRule['platform'], { in: 'body' | 'query' }>): unknown {
  if (source.in === 'query') {
    const given = (request.query as Fields)[source.name]
    if (!source.list || typeof given !== 'string') return given
    // A question about several is about no single one of them.
    const named = [...new Set(given.split(',').filter((it) => it !== ''))]
    return named.length === 1 ? named[0] : undefined
  }
  const { body } = request
  return typeof body === 'object' && body !== null ? (body as Fields).platform : undefined
}

function answered(answer: Checked<'ok'>, platform: string | undefined): Checked<{ platform?: string }> {
  return isRefusal(answer) ? answer : { platform }
}

const PLATFORM_MISSING = refuse('field-missing', {
  pointer: '/platform',
  zh: '缺少必填项',
  en: 'the field is missing',
})
