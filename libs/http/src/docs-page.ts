import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { OWN_FILES_ONLY } from './page'

const SCRIPT = 'text/javascript; charset=utf-8'
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': SCRIPT,
}
// Relative addresses, so that the page also works behind a proxy that adds a prefix.
const START = "SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })\n"
const PAGE = `<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>中试服务台账 API</title>
<link rel="stylesheet" href="docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body>
</html>
`
/** The page at /docs that shows /openapi.json, from files of an installed package: it asks no other host for anything. */
export function serveDocsPage(fastify: FastifyInstance): void {
  fastify.get('/docs', async (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', OWN_FILES_ONLY)
      .send(PAGE),
  )
  fastify.get('/docs/start.js', async (_request, reply) => reply.header('content-type', SCRIPT).send(START))
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'))
  for (const [name, type] of Object.entries(ASSETS)) {
    fastify.get(`/docs/${name}`, async (_request, reply) =>
      reply
        .header('content-type', type)
        .header('cache-control', 'public, max-age=86400')
        .send(await readFile(join(folder, name))),
    )
  }
}
