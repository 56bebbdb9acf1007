import { figureOf } from '@pilot-ledger/figures'
import Ajv2020 from 'ajv/dist/2020'
import { schemeFaults } from '../domain/scheme-faults'
import { SCHEME_SCHEMA } from '../domain/scheme-schema'
import { SAMPLE_SCHEMES } from './samples'

describe('the sample schemes', () => {
  it.each(SAMPLE_SCHEMES.map((it) => [it.code, it] as const))('%s can be published as it stands', (_, scheme) => {
    expect(schemeFaults(scheme, figureOf)).toEqual([])
  })

  it.each(SAMPLE_SCHEMES.map((it) => [it.code, it] as const))(
    '%s says that it is one, and where it comes from',
    (_, it) => {
      expect(it.sample).toBe(true)
      expect(it.titles.zh).toMatch(/^示例：/)
      expect(it.source?.document).toMatch(/./)
      expect(it.issuer).toBeUndefined()
    },
  )

  it('fit the published schema by a full validator too', () => {
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(SCHEME_SCHEMA)
    for (const it of SAMPLE_SCHEMES) expect([it.code, valid(it), valid.errors]).toEqual([it.code, true, null])
  })
})
