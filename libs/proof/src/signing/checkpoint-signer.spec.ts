import { ED25519, signerKey } from '../domain/keys'
import type { LogTree } from '../keeping/log-tree'
import type { CheckpointFile } from './checkpoint-file'
import { CheckpointSigner } from './checkpoint-signer'

const key = signerKey('pilot-ledger/of-a-spec', ED25519, Buffer.alloc(32, 7))
const full = new Error('ENOSPC: no space left on device, write')

/** A file in memory, and what is in its way. */
class Disk {
  readonly notes: string[] = []
  inTheWay: () => Promise<void> = async () => undefined
  get last(): string | undefined {
    return this.notes.at(-1)
  }
  async append(note: string): Promise<void> {
    await this.inTheWay()
    this.notes.push(note)
  }
  get sizes(): number[] {
    return this.notes.map((it) => Number(it.split('\n')[1]))
  }
}

/** Time that passes when it is told to. */
class Clock {
  private now = 1_000
  private readonly timers = new Map<number, { at: number; then: () => void }>()

  constructor() {
    let last = 0
    jest.spyOn(performance, 'now').mockImplementation(() => this.now)
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((then: () => void, ms: number) => {
      this.timers.set(++last, { at: this.now + ms, then })
      return last
    }) as unknown as typeof setTimeout)
    jest.spyOn(globalThis, 'clearTimeout').mockImplementation((it) => void this.timers.delete(it as unknown as number))
  }

  get waiting(): number {
    return this.timers.size
  }

  async pass(ms: number): Promise<void> {
    for (const end = this.now + ms; ; ) {
      await settled()
      const [id, next] = [...this.timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? []
      if (!next || next.at > end) {
        this.now = end
        return
      }
      this.now = Math.max(this.now, next.at)
      this.timers.delete(id as number)
      next.then()
    }
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('given a tree whose growth is signed here and elsewhere', () => {
  let size: number
  let here: Disk
  let elsewhere: Disk
  let signer: CheckpointSigner
  const grow = () => {
    size++
    signer.grown()
  }
  let clock: Clock
  const pass = (ms: number) => clock.pass(ms)

  beforeEach(async () => {
    clock = new Clock()
    size = 0
    here = new Disk()
    elsewhere = new Disk()
    const tree = {
      get size() {
        return size
      },
      root: (of: number) => Buffer.alloc(32, of),
    } as Pick<LogTree, 'size' | 'root'> as LogTree
    signer = new CheckpointSigner(key, tree, [here, elsewhere] as unknown as CheckpointFile[], 0, true)
    grow()
    await pass(500)
  })
  afterEach(() => jest.restoreAllMocks())

  describe('when a disk is full for a while, and no entry comes any more', () => {
    beforeEach(async () => {
      here.inTheWay = () => Promise.reject(full)
      grow()
      await pass(10_000)
    })

    test('then that is a fault, nothing new is shown, and elsewhere the one checkpoint is kept once', () => {
      expect([signer.failure, signer.signed]).toEqual([full, 1])
      expect([here.sizes, elsewhere.sizes]).toEqual([[1], [1, 2]])
    })

    test('then soon after there is room it is kept, and the fault is over', async () => {
      here.inTheWay = async () => undefined
      await pass(1_000)
      expect([signer.failure, signer.signed]).toEqual([undefined, 2])
      expect([here.sizes, elsewhere.sizes]).toEqual([
        [1, 2],
        [1, 2],
      ])
    })

    test('then it stops all the same, and tries no more', async () => {
      await signer.stop()
      here.inTheWay = async () => undefined
      await pass(60_000)
      expect([signer.signed, clock.waiting]).toEqual([1, 0])
    })
  })

  describe('when the other disk does not answer', () => {
    let answer: () => void
    beforeEach(async () => {
      elsewhere.inTheWay = () => new Promise((resolve) => (answer = resolve))
      grow()
      await pass(9_000)
    })

    test('then after ten seconds that is a fault, until it answers', async () => {
      expect(signer.failure).toBeUndefined()
      await pass(2_000)
      expect(signer.failure?.message).toContain('too long')
      elsewhere.inTheWay = async () => undefined
      answer()
      await pass(1)
      expect([signer.failure, signer.signed]).toEqual([undefined, 2])
    })

    test.each(['stop', 'abandon'] as const)('then to %s waits no longer than that', async (how) => {
      let ended = false
      void signer[how]().then(() => {
        ended = true
      })
      await pass(500)
      expect(ended).toBe(false)
      await pass(20_000)
      expect(ended).toBe(true)
    })

    test('when it answers after all, then nothing more is signed', async () => {
      const stopped = signer.stop()
      await pass(20_000)
      await stopped
      size++
      answer()
      await pass(60_000)
      expect(here.sizes).toEqual([1, 2])
    })
  })

  test('when entries go on coming, then it is signed at once, and twice a second', async () => {
    here.notes.splice(0)
    elsewhere.notes.splice(0)
    for (let ms = 0; ms < 3_000; ms += 100) {
      grow()
      await pass(100)
    }
    expect(here.sizes.length).toBe(1 + 2 * 3)
    expect(elsewhere.notes).toEqual(here.notes)
  })
})
