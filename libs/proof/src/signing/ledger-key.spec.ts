import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ledgerKey } from './ledger-key'

/** As its users see it. */
const fs = require('node:fs') as typeof import('node:fs')

describe('given a folder without a key', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-key-'))
    file = join(folder, 'proof.key')
  })
  afterEach(() => {
    jest.restoreAllMocks()
    rmSync(folder, { recursive: true })
  })

  test('when one is made, then it is its owner’s only, stays, and nothing else is left', () => {
    const made = ledgerKey(file, true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(ledgerKey(file, true)).toEqual(made)
    expect(ledgerKey(file, false)).toEqual(made)
    expect(readdirSync(folder)).toEqual(['proof.key'])
  })

  test.each(['writeSync', 'fsyncSync', 'renameSync'] as const)(
    'when a death comes at %s, then no part of a key bears its name, and the next start makes one',
    (at) => {
      const before = jest.spyOn(fs, at).mockImplementationOnce(() => {
        throw new Error('EIO: i/o error')
      })
      expect(() => ledgerKey(file, true)).toThrow('EIO')
      before.mockRestore()
      expect(readdirSync(folder)).not.toContain('proof.key')
      const made = ledgerKey(file, true)
      expect(ledgerKey(file, true)).toEqual(made)
      expect(readdirSync(folder)).toEqual(['proof.key'])
    },
  )

  test('when an older program died before it wrote the key, then one is made in its place', () => {
    writeFileSync(file, '')
    expect(ledgerKey(file, true).name).toMatch(/^pilot-ledger\/[0-9a-f]{16}$/)
    expect(readFileSync(file, 'utf8')).toMatch(/^PRIVATE\+KEY\+/)
  })

  test('when something was signed already, then none is made: the key that is missing is named', () => {
    writeFileSync(join(folder, 'checkpoints'), 'pilot-ledger/of-a-spec\n')
    for (const before of [[], ['']]) {
      for (const it of before) writeFileSync(file, it)
      expect(() => ledgerKey(file, true)).toThrow(file)
      expect(readdirSync(folder)).toEqual(['checkpoints', ...before.map(() => 'proof.key')])
    }
    writeFileSync(join(folder, 'checkpoints'), '')
    expect(ledgerKey(file, true).name).toContain('pilot-ledger/')
  })

  test('when one that is kept elsewhere is missing, empty or another’s, then it stays so', () => {
    expect(() => ledgerKey(file, false)).toThrow('there is no signing key')
    for (const text of ['', 'PRIVATE+KEY+x']) {
      writeFileSync(file, text)
      expect(() => ledgerKey(file, false)).toThrow('signing key')
      expect(readFileSync(file, 'utf8')).toBe(text)
    }
  })
})
