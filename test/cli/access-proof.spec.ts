import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkAccessProof } from '../../apps/cli/src/access-proof'
import { type DemonstrationFixture, openDemonstrationFixture } from '../end-to-end/demonstration-fixture.spec-support'

describe('given the proof of an entry of the accounts, as the service gave it', () => {
  let fixture: DemonstrationFixture
  let folder = ''
  let [file, key] = ['', '']
  beforeAll(async () => {
    fixture = await openDemonstrationFixture()
    folder = mkdtempSync(join(tmpdir(), 'access-proof-'))
    file = join(folder, 'proof.json')
    await fixture.access.committerTo(fixture.ledger.log).commit()
    const { body, statusCode } = await fixture.get('/api/account-entries/1/proof?whole=true', 'auditor')
    expect(statusCode).toBe(200)
    writeFileSync(file, body)
    key = (await fixture.get('/api/log/key', 'auditor')).body.trim()
  }, 60_000)
  afterAll(async () => {
    await fixture.close()
    rmSync(folder, { recursive: true })
  })

  const altered = (change: (text: string) => string, text: string) => {
    const other = join(folder, 'other.json')
    writeFileSync(other, change(text))
    return other
  }

  test('when it is checked with the key that was noted, then it is told what stands where', async () => {
    const { proven, lines } = checkAccessProof({ file, key })
    expect(proven).toBe(true)
    expect(lines[0]).toMatch(/^成立 proven: 账户记录 account entries 1 · .*committed by entry \d+ · 检查点 checkpoint /)
    expect(lines[1]).toContain('"type":"AccountCreated"')
    expect(lines[2]).toMatch(/what is said of persons: \{"displayName":/)
  })

  test('when it is altered, of another key, or lacks a cosignature that is asked for, then it is not proven', async () => {
    const { body } = await fixture.get('/api/account-entries/1/proof', 'auditor')
    const other = altered((it) => it.replace('"AccountCreated"', '"PasswordReset"'), body)
    expect(checkAccessProof({ file: other, key })).toMatchObject({
      proven: false,
      lines: [expect.stringMatching(/proof-root-differs/)],
    })
    const [name, , rest] = key.split('+')
    expect(() => checkAccessProof({ file, key: `${name}+00000000+${rest}` })).toThrow('mistyped')
    expect(checkAccessProof({ file, key, cosignatures: '1' })).toMatchObject({
      proven: false,
      lines: [expect.stringMatching(/0 \/ 1/)],
    })
    expect(() => checkAccessProof({ file: altered(() => '{', body), key })).toThrow('cannot be read')
  })
})
