import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { scratchFolder, sweepScratch } from './scratch'

describe('given a folder of temporary files', () => {
  const within = mkdtempSync(join(tmpdir(), 'scratch-spec-'))
  afterAll(() => rmSync(within, { recursive: true }))

  const ofProcess = (folder: string, pid: number) => {
    const other = join(within, basename(folder).replace(`-${process.pid}-`, `-${pid}-`))
    mkdirSync(other)
    writeFileSync(join(other, 'content'), '账号 2011002019200000001')
    return other
  }
  /** A number that belonged to a process which is no more. */
  const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid

  test('when a process died over a file, then the next start removes it, and nothing of those who live', () => {
    const own = scratchFolder('file', within)
    const parent = ofProcess(own, process.ppid)
    const dead = [ofProcess(own, deadPid()), ofProcess(scratchFolder('import', within), deadPid())]
    const others = [
      join(within, 'another-program-1'),
      join(within, basename(dead[0]).replace(/-[0-9a-f]{8}-/, '-00000000-')),
    ]
    for (const it of others) mkdirSync(it)
    expect([...sweepScratch(within)].sort()).toEqual(dead.map((it) => basename(it)).sort())
    for (const it of dead) expect(existsSync(it)).toBe(false)
    for (const it of [own, parent, ...others]) expect(existsSync(it)).toBe(true)
  })

  test('when the one that died had the number of this one, then what is older than this start is removed', () => {
    const [older, own] = [scratchFolder('file', within), scratchFolder('file', within)]
    utimesSync(older, 0, new Date(Date.now() - process.uptime() * 1_000 - 60_000))
    sweepScratch(within)
    expect(readdirSync(within)).toContain(basename(own))
    expect(readdirSync(within)).not.toContain(basename(older))
  })
})
