import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'
import { withoutNamed } from '@pilot-ledger/kernel'
import type { FastifyInstance } from 'fastify'

type ParameterObject = Exclude<NonNullable<OpenAPIObject['paths'][string]['parameters']>[number], { $ref: string }>

/** OpenAPI 3.1 at /openapi.json, made at the first request. */
export function serveOpenApi(app: NestFastifyApplication, fastify: FastifyInstance): void {
  let document: string | undefined
  fastify.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openApiOf(app))
    return reply.header('content-type', 'application/json; charset=utf-8').send(document)
  })
}

/** The document of an application's routes; every operation also says how it refuses. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('中试服务台账 Pilot ledger')
    .setDescription(
      '中试服务合同的事件台账与绩效统计 · an event-sourced ledger of pilot-service contracts and the figures they add up to',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
  const document = SwaggerModule.createDocument(app, builder.build())
  for (const [address, path] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method]
      if (!operation) continue
      operation.responses = { ...operation.responses, default: REFUSED }
      operation.parameters = [...partsOf(address, operation.parameters ?? []), ...(operation.parameters ?? [])]
    }
  }
  const schemas = { ...document.components?.schemas, Problem: PROBLEM }
  const paths = withoutNamed(document.paths, schemas) as OpenAPIObject['paths']
  return { ...document, paths, components: { ...document.components, schemas } }
}

/** The parts of an address that no parameter tells: a route that reads them all at once names none of them itself. */
function partsOf(address: string, reported: readonly object[]): ParameterObject[] {
  const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const isReported = (name: string) =>
    reported.some((it) => 'in' in it && it.in === 'path' && 'name' in it && it.name === name)
  return names
    .filter((name) => !isReported(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const REFUSED = {
  description: '拒绝或失败 · refused or failed (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const TEXT = { type: 'string' }
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'titleEn', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string', example: 'urn:pilot-ledger:problem:invalid-content' },
    title: { type: 'string', example: '提交内容有误' },
    titleEn: { type: 'string', example: 'the content has faults' },
    status: { type: 'integer', example: 400 },
    code: { type: 'string', description: '稳定不变，供程序判断 · stable, for programs', example: 'invalid-content' },
    rule: { type: 'string', description: '台账规则 · the rule that refuses', example: 'H3' },
    facts: { type: 'object', additionalProperties: TEXT },
    instance: { type: 'string', description: '请求编号 · the request', example: 'urn:request:0198c1f2-…' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'zh', 'en'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901', example: '/amount' },
          code: { type: 'string', example: 'amount-must-be-string' },
          zh: TEXT,
          en: TEXT,
        },
      },
    },
  },
}
