import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Unavailable } from '@pilot-ledger/event-log'
import { verifierKeyText } from '@pilot-ledger/proof'
import { witness } from './main'
import { History, LOG } from './two-histories.spec-support'

describe('given a witness on a machine without network', () => {
  let folder: string
  let said: string
  const KEY = verifierKeyText(LOG)
  const LEDGER = new History('the one')

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'by-file-'))
    said = ''
    // Specs share a process: another's is not this one's.
    process.exitCode = undefined
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += text
      return true
    })
  })
  afterEach(() => {
    jest.restoreAllMocks()
    process.exitCode = undefined
    rmSync(folder, { recursive: true })
  })
  const at = (name: string) => join(folder, name)
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(at(name), text)
    return at(name)
  }
  const asked = (...args: string[]) => witness(['--data', at('data'), '--log', KEY, ...args])

  it('cosigns the request of a file', async () => {
    await asked('--request', file('request', LEDGER.request(0, 7)))
    expect([process.exitCode, said.startsWith(LEDGER.note(7))]).toEqual([undefined, true])
  })

  it.each([
    ['nothing', ''],
    ['what no program wrote', Buffer.from([0xff, 0xd8, 0, 1, 2])],
    ['half of one', LEDGER.request(0, 7).slice(0, 40)],
    ['another line', 'old 7\n'],
  ])('says that %s is no request, and ends with 1', async (_, text) => {
    await asked('--request', file('request', text))
    expect([process.exitCode, said]).toEqual([1, expect.stringMatching(/^400 .*\n$/)])
  })

  it('names a file that cannot be read or written in one line, and cosigns nothing where its answer has no place', async () => {
    const request = file('request', LEDGER.request(0, 7))
    const tried: [option: RegExp, args: string[]][] = [
      [/--request .*no-such \(ENOENT\)/, ['--request', at('no-such')]],
      [/--request .*\(EISDIR\)/, ['--request', folder]],
      [/--to .*no such folder/, ['--request', request, '--to', join(at('nowhere'), 'answer')]],
      [/--public .*\(EISDIR\)/, ['--request', request, '--public', folder]],
      [/--paper .*\(EISDIR\)/, ['--paper', folder]],
    ]
    for (const [told, args] of tried) {
      const failure = await asked(...args).catch((error: unknown) => error)
      expect([failure instanceof Unavailable, (failure as Error).message]).toEqual([true, expect.stringMatching(told)])
      expect((failure as Error).message).not.toContain('\n')
    }
    await asked('--request', request)
    expect([process.exitCode, said.startsWith(LEDGER.note(7))]).toEqual([undefined, true])
  })

  it('tells what is on a paper by its exit code: 0 only where every sign is as printed', async () => {
    await asked('--request', file('request', LEDGER.request(0, 7)))
    const root = Buffer.from(LEDGER.root(7)).toString('hex')
    const printed = root.slice(0, 16)
    const other = (printed[3] === '0' ? '1' : '0') + printed.slice(4)
    const read = async (text: string) => {
      process.exitCode = undefined
      said = ''
      await asked('--paper', text)
      return process.exitCode
    }
    expect(await read(`7 ${printed}`)).toBe(0)
    expect(await read(`7 条，根 ${printed.toUpperCase()}，账本 ${LOG.name}`)).toBe(0)
    expect(await read(`7 ${printed.slice(0, 3)}${other}`)).toBe(1)
    expect(said).toContain('compare every digit')
    // A sign that is no digit, a group mark, digits that are missing, a file that is not there: no checkpoint, never a part of one.
    const unreadable = [
      `7 ${root.slice(0, 19)}O${root.slice(20, 30)}`,
      `3,7 ${printed}`,
      `7 ${printed.slice(1)}`,
      'scan.txt',
    ]
    for (const it of unreadable) {
      expect([it, await read(it)]).toEqual([it, 1])
      expect(said).toMatch(/^no-checkpoint: .*look for a misread sign\n$/)
    }
    expect(await read(file('scan', LEDGER.note(7).replace('\n7\n', '\n8\n')))).toBe(1)
    expect(said).toContain('note-signature-wrong')
  })

  it('says that a service is not there', async () => {
    const text = `3 ${Buffer.from(LEDGER.root(3)).toString('hex').slice(0, 16)}`
    await asked('--request', file('request', LEDGER.request(0, 7)))
    await expect(asked('--paper', text, '--ledger', 'http://127.0.0.1:1')).rejects.toThrow(/cannot be reached: .*:1 \(/)
  })
})
