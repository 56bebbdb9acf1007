import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  constants,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkpointText } from '../domain/checkpoint'
import { ED25519, signerKey } from '../domain/keys'
import { signatureLine, signedNote } from '../domain/note'
import { CheckpointFile, checkpointsIn } from './checkpoint-file'

const key = signerKey('pilot-ledger/of-a-spec', ED25519, Buffer.alloc(32, 7))
function noteOf(size: number): string {
  const text = checkpointText({ origin: key.name, size, root: Buffer.alloc(32, size) })
  return signedNote(text, [signatureLine(text, key)])
}
const [ONE, TWO, THREE] = [1, 2, 3].map(noteOf)

describe('given a file of two checkpoints', () => {
  let folder: string
  let file: string
  let methods: FileHandle
  const notes = () => [...checkpointsIn(file)]
  const appended = async (...added: string[]) => {
    const opened = await CheckpointFile.open(file)
    try {
      for (const it of added) await opened.append(it)
      return opened.last
    } finally {
      await opened.close()
    }
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'checkpoint-file-'))
    file = join(folder, 'checkpoints')
    await appended(ONE, TWO)
    const handle = await open(file)
    methods = Object.getPrototypeOf(handle)
    await handle.close()
  })
  afterEach(() => {
    jest.restoreAllMocks()
    rmSync(folder, { recursive: true })
  })

  test('when it is made, then only its owner reads it; one that others read is tightened', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    chmodSync(file, 0o644)
    await appended()
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('when one is appended, then it is on the disk before that resolves: its write waits for it, or a sync comes behind', async () => {
    const sync = jest.spyOn(methods, 'sync')
    const opened = await CheckpointFile.open(file)
    const { fd } = Reflect.get(opened, 'handle') as FileHandle
    await opened.append(THREE)
    const writesWait = process.platform === 'linux' && (flagsOf(fd) & constants.O_DSYNC) !== 0
    await opened.close()
    expect(writesWait || sync.mock.calls.length === 1).toBe(true)
  })

  describe('when a disk fails half-way, and fails again as what was written is cut', () => {
    let opened: CheckpointFile
    beforeEach(async () => {
      opened = await CheckpointFile.open(file)
      const write = methods.appendFile
      jest.spyOn(methods, 'appendFile').mockImplementationOnce(async function (this: FileHandle, bytes) {
        await write.call(this, (bytes as Buffer).subarray(0, 60))
        throw new Error('EIO: i/o error, write')
      })
      jest.spyOn(methods, 'truncate').mockRejectedValueOnce(new Error('EIO: i/o error, ftruncate'))
      await expect(opened.append(THREE)).rejects.toThrow('write')
    })
    afterEach(() => opened.close())

    test('then the next one stands behind the last whole one', async () => {
      await opened.append(THREE)
      expect(notes()).toEqual([ONE, TWO, THREE])
      expect(opened.last).toBe(THREE)
    })

    test('then nothing is written behind a part for as long as it cannot be cut', async () => {
      const size = statSync(file).size
      jest.spyOn(methods, 'truncate').mockRejectedValue(new Error('EIO: i/o error, ftruncate'))
      await expect(opened.append(THREE)).rejects.toThrow('ftruncate')
      expect([statSync(file).size, opened.last]).toEqual([size, TWO])
    })
  })

  test('when a death left any beginning of a third, or zeros in its place, then the two hold and the third is written', async () => {
    const whole = readFileSync(file)
    const third = Buffer.from(THREE)
    const torn = Array.from(third, (_, i) => third.subarray(0, i))
    const zeros = [0, 1, 60, third.length - 1].map((it) => Buffer.concat([third.subarray(0, it), Buffer.alloc(80)]))
    for (const it of [...torn, third, ...zeros]) {
      writeFileSync(file, Buffer.concat([whole, it]))
      expect(await appended(THREE)).toBe(THREE)
      expect(notes()).toEqual([ONE, TWO, THREE])
    }
  })

  test('when the very first was torn, then the file begins anew', async () => {
    for (const size of [0, 1, ONE.length - 1]) {
      writeFileSync(file, ONE.slice(0, size))
      expect(await appended()).toBeUndefined()
      expect(statSync(file).size).toBe(0)
    }
  })

  const DAMAGES: [what: string, damage: () => void][] = [
    ['more zeros than a checkpoint has bytes stand behind them', () => appendFileSync(file, Buffer.alloc(5_000))],
    ['far more zeros stand behind them', () => appendFileSync(file, Buffer.alloc(70_000))],
    ['far more text stands behind them', () => appendFileSync(file, 'x'.repeat(200_000))],
    ['something else stands behind them', () => appendFileSync(file, 'not a checkpoint\nat all\n')],
    ['the dash of the last signature is another', () => writeFileSync(file, but(file, '\u2014', 'abc'))],
    ['the last newline is another character', () => writeFileSync(file, `${readFileSync(file, 'utf8').slice(0, -1)}x`)],
    ['all of it is zeros', () => writeFileSync(file, Buffer.alloc(9_000))],
  ]
  test.each(DAMAGES)('when %s, then it is not opened, and stays as it is', async (_what, damage) => {
    damage()
    const bytes = readFileSync(file)
    await expect(CheckpointFile.open(file)).rejects.toMatchObject({ code: 'unavailable', reason: 'damaged' })
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('when there are more than are read at once, then the last one is found', async () => {
    const many = Array.from({ length: 600 }, (_, i) => noteOf(i % 200))
    await appended(...many.slice(0, -1))
    expect(statSync(file).size).toBeGreaterThan(100_000)
    expect(await appended()).toBe(many.at(-2))
    truncateSync(file, statSync(file).size - 10)
    expect(await appended()).toBe(many.at(-3))
  })

  const testThere = knowsAppendOnly() ? test : test.skip
  testThere('when it may only be appended to, then it is, whatever its rights', async () => {
    chmodSync(file, 0o640)
    execFileSync('chattr', ['+a', file])
    try {
      expect(await appended(THREE)).toBe(THREE)
      expect(await appended()).toBe(THREE)
    } finally {
      execFileSync('chattr', ['-a', file])
    }
    expect(notes()).toEqual([ONE, TWO, THREE])
  })

  test('when nothing is torn, then it is never cut', async () => {
    const cut = jest.spyOn(require('node:fs'), 'ftruncateSync').mockImplementation(() => {
      throw new Error('EPERM: operation not permitted, ftruncate')
    })
    expect(await appended()).toBe(TWO)
    expect(cut).not.toHaveBeenCalled()
  })
})

/** With which flags this process has opened a file, as Linux tells it. */
const flagsOf = (fd: number) =>
  Number.parseInt(/^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '', 8)

/** The file with its last such text replaced by one as long. */
function but(file: string, text: string, other: string): Buffer {
  const bytes = readFileSync(file)
  bytes.write(other, bytes.lastIndexOf(text))
  return bytes
}

/** Whether this account may make a file one that can only be appended to, on a disk that knows such files. */
function knowsAppendOnly(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'append-only-'))
  const file = join(folder, 'file')
  try {
    writeFileSync(file, '')
    for (const it of ['+a', '-a']) execFileSync('chattr', [it, file], { stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}
