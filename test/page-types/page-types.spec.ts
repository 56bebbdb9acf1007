import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenApi, typesFromOpenApi } from './types-from-openapi.spec-support'

const TYPES = join(__dirname, '../../apps/web/src/api/types.ts')
const make = () => execFileSync(process.execPath, [join(__dirname, 'make.cjs')], { stdio: 'pipe' })

describe('the page and the service cannot drift apart', () => {
  test('the types are made of the document, anew when they were made of other sources', () => {
    make()
    const types = readFileSync(TYPES, 'utf8')
    expect(types).toMatch(/'GET \/api\/cut': Cut\n.*export type Cut = \{\n {2}readonly sequence: number/s)
    expect(types).toMatch(/interface Bodies \{.*'POST \/api\/accounts': /s)
    writeFileSync(TYPES, '// Made from the OpenAPI document of the sources of yesterday\n')
    make()
    expect(readFileSync(TYPES, 'utf8')).toBe(types)
  })

  test('unchanged sources cost nothing', () => {
    make()
    utimesSync(TYPES, 1, 1)
    make()
    expect(statSync(TYPES).mtimeMs).toBe(1000)
  })

  test('a shape that the maker does not know is an error, never any', () => {
    const answer = (schema: object): OpenApi => ({
      paths: { '/api/it': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } },
      components: { schemas: {} },
    })
    expect(typesFromOpenApi(answer({ type: 'string' }))).toContain(`'GET /api/it': string`)
    expect(() => typesFromOpenApi(answer({ not: { type: 'string' } }))).toThrow('a shape this generator does not know')
  })
})
