import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookedAt } from '../../apps/web/src/office/looked-at'
import { ROUTES } from '../../libs/access/src/domain/routes'

const NOTED = Object.entries(ROUTES).flatMap(([route, rule]) => (rule !== 'open' && rule.details ? [route] : []))
const asked = (route: string) => route.replaceAll(/:(\w+)|\*/g, (_, name = 'x') => `a-${name}`)

describe('the access log of the page', () => {
  test('knows a word for each look that is noted', () => {
    expect(NOTED.length).toBeGreaterThan(40)
    expect(NOTED.filter((it) => lookedAt(asked(it)) === undefined)).toEqual([])
    const words = readFileSync(join(__dirname, '../../apps/web/src/office/words-looked.ts'), 'utf8')
    expect(NOTED.filter((it) => !words.includes(`'${lookedAt(asked(it))?.word}': [`))).toEqual([])
  })

  test('says which contract was opened, and as of when', () => {
    const contract = '6071b97d-4e9b-5928-b730-db80c5543dcd'
    expect(lookedAt(`GET /api/engagements/${contract}?asOf=2025-09-15`)).toEqual({
      word: 'looked.contract',
      contract,
      asOf: '2025-09-15',
    })
  })

  test('says which figure was opened, in which days', () => {
    const platform = '6071b97d-4e9b-5928-b730-db80c5543dcd'
    const request = `GET /api/platforms/${platform}/figures/contractAmount/entries?from=2024-11-01&to=2025-08-31`
    expect(lookedAt(request)).toEqual({
      word: 'looked.figure',
      figure: 'contractAmount',
      from: '2024-11-01',
      to: '2025-08-31',
    })
  })

  test('says what was searched for, in the letters of who searched', () => {
    expect(lookedAt(`GET /api/engagements?text=${encodeURIComponent('示例光学')}`)).toMatchObject({
      word: 'looked.contracts',
      text: '示例光学',
    })
  })

  test('is silent on what is no look', () => {
    expect(lookedAt('GET /api/session')).toBeUndefined()
  })
})
