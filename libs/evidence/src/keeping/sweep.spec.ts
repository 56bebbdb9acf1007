import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { FolderEvidenceStore } from '../store'
import { inPieces, nameOf } from '../store/contract.spec-support'
import { sweep } from './sweep'

const [CONTRACT, RECEIPT] = ['合同', '回单'].map((it) => Buffer.from(it.repeat(50)))
const DAY = 24 * 3_600_000

describe('given a store in which one file is named by an entry and another is not', () => {
  let folder: string
  let store: FolderEvidenceStore
  let entries: object[]
  let now: number
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sweep-'))
    store = await FolderEvidenceStore.open(join(folder, 'evidence'))
    for (const it of [CONTRACT, RECEIPT]) await put(it)
    entries = [{ sha256: nameOf(CONTRACT).sha256, fileName: '合同.pdf' }]
    now = Date.now() + 1_000
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const put = (content: Buffer) => store.put(nameOf(content), inPieces(content))
  const log = {
    async *readAll() {
      yield entries.map((data) => ({ data }) as RecordedEvent)
    },
  }
  const sweeping = async (more: { log?: typeof log; dryRun?: boolean; graceDays?: number } = {}) => {
    const options = { note: join(folder, 'note'), graceDays: 30, now, ...more }
    const { removed, kept } = await sweep(more.log ?? log, store, options)
    return [removed, kept].map((them) => them.map((it) => it.sha256))
  }
  const daysPass = (days: number) => {
    now += days * DAY
  }
  const holds = async (content: Buffer) => (await store.has(nameOf(content).sha256)) !== undefined
  const receipt = nameOf(RECEIPT).sha256

  it('what is not named is kept for the grace from when that was found, then removed; what is named stays', async () => {
    daysPass(400)
    expect(await sweeping()).toEqual([[], [receipt]])
    daysPass(29)
    expect(await sweeping()).toEqual([[], [receipt]])
    expect(await holds(RECEIPT)).toBe(true)
    daysPass(1)
    expect(await sweeping()).toEqual([[receipt], []])
    expect([await holds(CONTRACT), await holds(RECEIPT)]).toEqual([true, false])
    expect(await sweeping()).toEqual([[], []])
  })

  it.each([
    ['attached, and voided since', (sha256: string) => [{ sha256 }, { voids: 'x', reason: '重复' }]],
    ['inside a correction', (sha256: string) => [{ corrects: 'x', content: { data: { sha256 } } }]],
    [
      'of several of a claim',
      (sha256: string) => [{ claims: [{ evidence: [{ sha256: '0'.repeat(64) }, { sha256 }] }] }],
    ],
  ])('a file is named by an entry wherever its hash stands: %s', async (_, them) => {
    await sweeping()
    daysPass(40)
    entries.push(...them(receipt))
    expect(await sweeping()).toEqual([[], []])
    expect(await holds(RECEIPT)).toBe(true)
  })

  it('named again in between, it has the whole grace once more', async () => {
    await sweeping()
    daysPass(20)
    entries.push({ sha256: receipt })
    await sweeping()
    daysPass(20)
    entries.pop()
    expect(await sweeping()).toEqual([[], [receipt]])
  })

  it('put again while it is swept, its entry not recorded yet, it stays', async () => {
    await sweeping()
    daysPass(40)
    const meanwhile = {
      async *readAll() {
        yield* log.readAll()
        await put(RECEIPT)
        const thatDay = new Date(now)
        utimesSync(join(folder, 'evidence', receipt.slice(0, 2), receipt.slice(2)), thatDay, thatDay)
      },
    }
    expect(await sweeping({ log: meanwhile })).toEqual([[], [receipt]])
    expect(await holds(RECEIPT)).toBe(true)
  })

  it('put again since it was found, it counts from then', async () => {
    now = Date.now() - 100 * DAY
    await sweeping()
    now = Date.now() + 1_000
    expect(await sweeping()).toEqual([[], [receipt]])
    daysPass(29)
    expect(await sweeping()).toEqual([[], [receipt]])
    daysPass(1)
    expect(await sweeping()).toEqual([[receipt], []])
  })

  it('a dry run says the same, and notes and removes nothing', async () => {
    expect(await sweeping({ dryRun: true })).toEqual([[], [receipt]])
    expect(existsSync(join(folder, 'note'))).toBe(false)
    await sweeping()
    daysPass(30)
    const noted = readFileSync(join(folder, 'note'))
    expect(await sweeping({ dryRun: true })).toEqual([[receipt], []])
    expect(await holds(RECEIPT)).toBe(true)
    expect(readFileSync(join(folder, 'note'))).toEqual(noted)
  })

  it('a log that cannot be read to its end removes nothing', async () => {
    await sweeping()
    daysPass(40)
    const damaged = {
      async *readAll(): AsyncGenerator<RecordedEvent[]> {
        yield []
        throw new Error('damaged')
      },
    }
    await expect(sweeping({ log: damaged })).rejects.toThrow('damaged')
    expect([await holds(CONTRACT), await holds(RECEIPT)]).toEqual([true, true])
  })

  it('less grace than an upload lives is none', async () => {
    await expect(sweeping({ graceDays: 1 })).rejects.toThrow(RangeError)
  })
})
