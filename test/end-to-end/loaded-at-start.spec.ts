import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')
/** What most processes never do, by the packages that do it. */
const WHEN_ASKED = [
  '@eventstore/db-client',
  '@grpc/grpc-js',
  'class-validator/cjs/decorator/string',
  'libphonenumber-js',
  'exceljs',
  'docx',
  '@opentelemetry/sdk-trace-node',
  '@opentelemetry/exporter-trace-otlp-http',
]

test('given the service on an embedded log, then it starts without what writes files, collects spans or speaks to a cluster', () => {
  const script = `
    require('./apps/standalone/src/ledger')
    process.stdout.write(JSON.stringify(Object.keys(require.cache)))`
  const loaded = JSON.parse(
    execFileSync(process.execPath, ['--require', './test/typescript.cjs', '-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
    }),
  ) as string[]
  const isOf = (name: string) => loaded.some((it) => it.includes(`/node_modules/${name}/`))
  expect(isOf('@nestjs/core')).toBe(true)
  expect(WHEN_ASKED.filter(isOf)).toEqual([])
})
