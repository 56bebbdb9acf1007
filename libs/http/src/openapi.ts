import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import type { FastifyInstance } from 'fastify'

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}
const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true })\n"
const PAGE = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>中试服务台账 API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head><body><div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

/** OpenAPI 3.1 at /openapi.json, and at /docs a page that shows it, from files of an installed package: no other host. */
export function serveOpenApi(app: NestFastifyApplication, fastify: FastifyInstance): void {
  let document: string | undefined
  fastify.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openApiOf(app))
    return reply.header('content-type', 'application/json; charset=utf-8').send(document)
  })
  fastify.get('/docs', async (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', POLICY).send(PAGE),
  )
  fastify.get('/docs/start.js', async (_request, reply) =>
    reply.header('content-type', ASSETS['swagger-ui-bundle.js']).send(START),
  )
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'))
  for (const [name, type] of Object.entries(ASSETS)) {
    fastify.get(`/docs/${name}`, async (_request, reply) =>
      reply
        .header('content-type', type)
        .header('cache-control', 'public, max-age=86400')
        .send(readFileSync(join(folder, name))),
    )
  }
}

export function openApiOf(app: NestFastifyApplication) {
  const builder = new DocumentBuilder()
    .setTitle('中试服务台账 Pilot ledger')
    .setDescription(
      '中试服务合同的事件台账与绩效统计 · an event-sourced ledger of pilot-service contracts and the figures they add up to',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
  return SwaggerModule.createDocument(app, builder.build())
}
