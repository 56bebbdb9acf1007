import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DemonstrationTown } from './demonstration-town.spec-support'
import { openDemonstrationTown } from './demonstration-town.spec-support'
import { type OpenApi, typesFromOpenApi } from './types-from-openapi.spec-support'

const TYPES = join(__dirname, '../../apps/web/src/api/types.ts')

describe('the page and the service cannot drift apart', () => {
  let town: DemonstrationTown
  beforeAll(async () => {
    town = await openDemonstrationTown()
  }, 60_000)
  afterAll(() => town.close())

  // Written anew by: PAGE_TYPES=write npm test -- page-types
  it('the types of the page are those of the document', async () => {
    const document: OpenApi = (await town.get('/openapi.json', 'evaluator')).json()
    const types = typesFromOpenApi(document)
    if (process.env.PAGE_TYPES === 'write') writeFileSync(TYPES, types)
    expect(readFileSync(TYPES, 'utf8')).toBe(types)
  })
})
