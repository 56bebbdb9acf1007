import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { scratchFolder, sweepScratch } from './scratch'

describe('given a folder of temporary files', () => {
  let before: string | undefined
  beforeAll(() => {
    before = process.env.TMPDIR
    process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'pilot-ledger-scratch-spec-'))
  })
  afterAll(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })

  const ofProcess = (folder: string, pid: number) => {
    const other = join(tmpdir(), basename(folder).replace(`-${process.pid}-`, `-${pid}-`))
    mkdirSync(other)
    writeFileSync(join(other, 'content'), '账号 2011002019200000001')
    return other
  }
  /** A number that belonged to a process which is no more. */
  const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid

  test('when a process died over a file, then the next start removes it, and nothing of those who live', () => {
    const own = scratchFolder('file')
    const parent = ofProcess(own, process.ppid)
    const dead = [ofProcess(own, deadPid()), ofProcess(scratchFolder('import'), deadPid())]
    const others = [
      join(tmpdir(), 'another-program-1'),
      join(tmpdir(), basename(dead[0]).replace(/-[0-9a-f]{8}-/, '-00000000-')),
    ]
    for (const it of others) mkdirSync(it)
    expect([...sweepScratch()].sort()).toEqual(dead.map((it) => basename(it)).sort())
    for (const it of dead) expect(existsSync(it)).toBe(false)
    for (const it of [own, parent, ...others]) expect(existsSync(it)).toBe(true)
  })

  test('when the one that died had the number of this one, then what is older than this start is removed', () => {
    const [older, own] = [scratchFolder('file'), scratchFolder('file')]
    utimesSync(older, 0, new Date(Date.now() - process.uptime() * 1_000 - 60_000))
    sweepScratch()
    expect(readdirSync(tmpdir())).toContain(basename(own))
    expect(readdirSync(tmpdir())).not.toContain(basename(older))
  })
})
