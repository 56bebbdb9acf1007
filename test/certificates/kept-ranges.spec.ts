import { hash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keptIn, MapHistory } from '@pilot-ledger/certificates'
import type { RecordedEvent } from '@pilot-ledger/event-log'
import { CompactRange, Leaves, toBase64 } from '@pilot-ledger/proof'
import { type Ledger, openLedger } from '../../apps/standalone/src/ledger'
import { Groups } from '../../libs/certificates/src/completeness/groups'
import { KeptRanges } from '../../libs/certificates/src/completeness/kept-ranges'
import { Chance, randomHistory } from '../figures/histories.spec-support'
import { Operator } from '../verifier/certificate-maker.spec-support'

/** What the independent maker of certificates says of a cut. */
const mapOf = (log: readonly RecordedEvent[], cut: number) => {
  const question = { code: '', version: 1, of: { platforms: 'all' as const }, from: '', to: '', cut, value: '' }
  return new Operator(log).certificate(question).map.entry.data
}

describe('given a random ledger, and what is known of its keys kept at every tenth entry', () => {
  const { log } = randomHistory(11, 120)
  let folder = ''
  let ledger: Ledger
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ranges-'))
    ledger = await openLedger({ folder })
    await ledger.stored.restore(log)
    await ledger.model.reached(String(log.length), 10_000)
    await ledger.proof.signedTo(log.length)
  })
  afterAll(async () => {
    await ledger.close()
    rmSync(folder, { recursive: true })
  })
  let kept = ''
  beforeEach(() => {
    kept = mkdtempSync(join(tmpdir(), 'kept-'))
  })
  afterEach(() => rmSync(kept, { recursive: true, force: true }))

  const groups = () => new Groups(() => ledger.model.tables, ledger.proof.tree, new KeptRanges(kept, 10))
  /** At whatever cuts, forward and back, some of them at once. */
  const holds = async (its: Groups, seed: number) => {
    const chance = new Chance(seed)
    const cuts = Array.from({ length: 12 }, () => chance.below(log.length + 1))
    const maps = await Promise.all(cuts.map((it) => its.at(it)))
    for (const [i, cut] of cuts.entries()) expect([cut, maps[i].data]).toEqual([cut, mapOf(log, cut)])
  }
  const files = () => readdirSync(kept).map((it) => join(kept, it))

  test('when maps of any cuts are asked for, before and after a restart, then they are those of the log', async () => {
    const its = groups()
    await its.at(log.length)
    expect(files()).toHaveLength(Math.floor(log.length / 10))
    await holds(its, 1)
    await holds(groups(), 2)
  })

  test('when one of long ago is asked for first after a restart, then the next one still goes on from what was kept', async () => {
    await groups().at(log.length)
    let gone = 0
    const { tree } = ledger.proof
    const counting = {
      root: (size: number) => tree.root(size),
      hashes: (level: number, from: number, count: number) => {
        gone += count
        return tree.hashes(level, from, count)
      },
    }
    const its = new Groups(() => ledger.model.tables, counting, new KeptRanges(kept, 10))
    await its.at(5)
    gone = 0
    expect((await its.at(log.length)).data).toEqual(mapOf(log, log.length))
    expect(gone).toBe(log.length % 10)
  })

  test('when what is kept was changed, cut short, taken away or is of another log, then it is not believed', async () => {
    await groups().at(log.length)
    const wrong: ((file: string, bytes: Buffer) => void)[] = [
      (file, bytes) => writeFileSync(file, bytes.subarray(0, -30)),
      (file, bytes) => {
        bytes[bytes.length - 20] ^= 1
        writeFileSync(file, bytes)
      },
      (file) => writeFileSync(file, ''),
      (file) => rmSync(file),
      // Whole, and of other entries: as after another log was put in this one's place.
      (file) => writeFileSync(file, readFileSync(join(kept, '10.json'))),
    ]
    const whole = new Map(files().map((it) => [it, readFileSync(it)]))
    for (const [i, it] of [...whole.keys()].entries())
      if (!it.endsWith('/10.json')) wrong[i % wrong.length](it, Buffer.from(whole.get(it) as Buffer))
    const its = groups()
    for (const seed of [3, 4, 5]) await holds(its, seed)
  })

  test('when verify looks at what is kept, then what is not of the log is named, under whatever digest; what another log left is not', async () => {
    await groups().at(log.length)
    const file = join(kept, '20.json')
    const told = () => {
      const [history, leaves, range] = [new MapHistory([], keptIn(kept)), new Leaves(), new CompactRange()]
      for (const it of log) {
        const leaf = leaves.nextHash(it)
        range.append(leaf)
        history.add(it, leaf, () => range.root())
      }
      return history.end()
    }
    const [digest, text] = readFileSync(file, 'utf8').split('\n')
    const put = (its: string, sum = hash('sha256', its, 'hex')) => writeFileSync(file, `${sum}\n${its}\n`)
    expect(told()).toEqual([])
    const { root, ranges } = JSON.parse(text)
    for (const wrong of [{ root, ranges: ranges.slice(1) }, { root, ranges: ranges.toReversed() }, { root }, null]) {
      put(JSON.stringify(wrong))
      expect(told()).toEqual([expect.stringContaining(`up to entry 20, and may be deleted: ${file}`)])
    }
    put(text.replace('1', '2'), digest)
    expect(told()).toHaveLength(1)
    put(JSON.stringify({ root: toBase64(Buffer.alloc(32)), ranges }))
    expect(told()).toEqual([])
  })
})
