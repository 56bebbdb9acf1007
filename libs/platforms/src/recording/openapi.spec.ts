import { MEMBERSHIP_KINDS, MEMBERSHIPS } from '../domain/events'
import { RegisterService } from '../register-service.spec-support'

interface Operation {
  readonly operationId: string
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: { readonly $ref: string } } }
  }
}

describe('The OpenAPI document of the register', () => {
  it('has every route, each body with its own schema, and no operation twice', async () => {
    const service = await RegisterService.open()
    const { body } = await service.get('/openapi.json')
    await service.close()
    const paths = body.paths as Record<string, { post?: Operation }>
    const schemaOf = (path: string) =>
      paths[path].post?.requestBody?.content['application/json'].schema.$ref.split('/').at(-1)
    const bodies = MEMBERSHIP_KINDS.map((kind) => schemaOf(`/api/platforms/{id}/${MEMBERSHIPS[kind].path}`))
    expect(bodies).toEqual([
      'MembershipStartDto',
      'JointCentreDto',
      'MembershipStartDto',
      'MembershipStartDto',
      'AffiliationDto',
      'BranchDto',
    ])
    for (const kind of MEMBERSHIP_KINDS)
      expect(schemaOf(`/api/platforms/{id}/${MEMBERSHIPS[kind].path}/{key}/end`)).toBe('MembershipEndDto')
    const operations = Object.values(paths)
      .flatMap((it) => Object.values(it) as Operation[])
      .map((it) => it.operationId)
    expect(new Set(operations).size).toBe(operations.length)
    expect(body.components.schemas.BranchDto.required.sort()).toEqual(['from', 'headOffice', 'key', 'party', 'title'])
  })
})
